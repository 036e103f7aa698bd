import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { bundleResource } from "./bundle-resource.js";

type Bundle = Parameters<typeof bundleResource.create>[0];
const full: Bundle = {
  bundleId: "bu",
  container: "podman",
  containerOptions: { image: "img:1", replicas: 2, options: "-v x" },
  network: { "ip-range-start": "192.168.0.50", "control-port": 3121 },
  portMaps: [
    { id: "pm1", port: 80 },
    { id: "pm2", range: "100-200" },
  ],
  storageMaps: [{ id: "sm1", "source-dir": "/a", "target-dir": "/b", options: "rw" }],
  meta: { "target-role": "Stopped", "resource-stickiness": 1 },
};
const small: Bundle = { bundleId: "bu2", container: "podman", containerOptions: { image: "img:1" } };

test.each<[string, Bundle, string]>([
  [
    "with all it can have",
    full,
    "resource bundle create bu container podman image=img:1 replicas=2 options=-v x network ip-range-start=192.168.0.50 " +
      "control-port=3121 port-map id=pm1 port=80 port-map id=pm2 range=100-200 storage-map id=sm1 source-dir=/a " +
      "target-dir=/b options=rw meta target-role=Stopped resource-stickiness=1",
  ],
  ["of an image alone", small, "resource bundle create bu2 container podman image=img:1"],
])("a bundle %s reads back what it created", (_what, args, created) => {
  expect(roundTrip(bundleResource, args)).toEqual({ created: [created], found: args, left: [] });
});

test.each<[string, Bundle, string[]]>([
  [
    "the container and the network",
    { ...full, containerOptions: { image: "img:2", replicas: 2 }, network: { "control-port": 3122 } },
    ["resource bundle update bu container image=img:2 options= network control-port=3122 ip-range-start="],
  ],
  [
    "a port that is another, and storage that is gone",
    {
      ...full,
      portMaps: [
        { id: "pm1", port: 81 },
        { id: "pm2", range: "100-200" },
      ],
      storageMaps: [],
    },
    [
      "resource bundle update bu port-map remove pm1 storage-map remove sm1",
      "resource bundle update bu port-map add id=pm1 port=81",
    ],
  ],
  [
    "a meta attribute",
    { ...full, meta: { "target-role": "Stopped" } },
    ["resource bundle update bu meta resource-stickiness="],
  ],
])("a bundle changes in place: %s", (_what, args, edit) => {
  expect(changed(bundleResource, args)).toEqual(edit);
});

test("an operator's intent is not the bundle's", () => {
  expect(changed(bundleResource, { ...full, meta: { "resource-stickiness": 1 } })).toEqual([]);
});

test("a bundle needs an image, and its maps ids", () => {
  expect(mistakes(bundleResource, { containerOptions: { replicas: 1 }, portMaps: [{ port: 80 }] })).toEqual([
    "containerOptions.image: an image is needed",
    "portMaps[0].id: an id is needed",
  ]);
});

test("a bundle is deleted by its id, and one that is not there is not found", () => {
  expect(lines(bundleResource.remove(small))).toEqual(["resource delete bu2"]);
  expect(bundleResource.find(everything, { ...small, bundleId: "g" })).toBeUndefined();
});
