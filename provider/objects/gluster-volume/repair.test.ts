import {
  alike,
  brickOf,
  closeHosts,
  defaults,
  empty,
  gluster,
  hosts,
  look,
  place,
  state,
  waits,
} from "../../../tests/fixtures/gluster-hosts.js";
import { glusterVolume } from "./gluster-volume.js";

afterEach(closeHosts);

test("a changed option is set and one that is gone is reset, and what was there from the beginning stays", async () => {
  const before = { options: { ...defaults, "network.ping-timeout": "10", "performance.cache-size": "1MB" } };
  const after = { options: { ...defaults, "network.ping-timeout": "8" } };
  const args = await alike(
    [before, before, after],
    [
      ...[0, state(), gluster("reset web performance.cache-size"), gluster("set web network.ping-timeout 8")],
      ...[1, state(), waits(), waits(), 2, state()],
    ],
  );
  const options = { "network.ping-timeout": "8" };
  const known = { ...args, options, volumeId: "i", untouched: defaults };
  expect((await glusterVolume.update(known, known)).untouched).toEqual(defaults);
});

test("a value that gluster keeps in other words is told, so that it is not seen as drift for ever", async () => {
  const seen = { options: { ...defaults, "performance.cache-size": "67108864" } };
  const args = await alike(
    [{ options: defaults }, seen, seen],
    [0, state(), gluster("set web performance.cache-size 64MB"), 1, state(), waits(), waits(), 2],
  );
  const known = {
    ...args,
    options: { "performance.cache-size": "64MB" },
    volumeId: "i",
    untouched: defaults,
  };
  await expect(glusterVolume.update(known, known)).rejects.toThrow(
    'The option performance.cache-size of web is "67108864" after it was set to "64MB": give it in gluster\'s words.',
  );
});

test("a lost brick is reset, filled from the others, and waited for", async () => {
  const seen = { options: defaults };
  const lost = look("n2", { ...seen, place: { ...empty, kind: "nothing" } });
  const args = await hosts({
    n1: [
      ...[look("n1", seen), state([brickOf("n2")])],
      gluster(`reset-brick web ${brickOf("n2")} start`),
      gluster(`reset-brick web ${brickOf("n2")} ${brickOf("n2")} commit force`),
      ...[look("n1", seen), waits(), gluster("heal web full"), waits([], 40), waits()],
      ...[look("n1", seen), state(), waits(), waits(), look("n1", seen), state()],
    ],
    n2: [lost, place({ volume: "i" }), look("n2", seen), look("n2", seen), look("n2", seen)],
    n3: Array.from({ length: 4 }, () => look("n3", seen)),
  });
  const known = { ...args, volumeId: "i", untouched: defaults };
  expect((await glusterVolume.update(known, known)).healPending).toBe(0);
});

test("a brick elsewhere takes the old one's place", async () => {
  const bricks = [brickOf("n1"), brickOf("n2"), "10.0.0.3:/old"];
  const before = { options: defaults, bricks };
  const after = { options: defaults };
  const third = look("n3", { ...before, place: empty });
  const args = await hosts({
    n1: [
      ...[look("n1", before), state([], 0, bricks)],
      gluster(`replace-brick web 10.0.0.3:/old ${brickOf("n3")} commit force`),
      ...[look("n1", after), waits(), gluster("heal web full"), waits()],
      ...[look("n1", after), state(), waits(), waits(), look("n1", after), state()],
    ],
    n2: [look("n2", before), ...Array.from({ length: 3 }, () => look("n2", after))],
    n3: [third, place(), ...Array.from({ length: 3 }, () => look("n3", after))],
  });
  const known = { ...args, volumeId: "i", untouched: defaults };
  expect((await glusterVolume.update(known, known)).volumeId).toBe("i");
});

test("an arbiter does not become a third copy", async () => {
  const seen = { options: defaults };
  const args = await hosts({ n1: [look("n1", seen)], n2: [look("n2", seen)], n3: [look("n3", seen)] });
  const known = { ...args, volumeId: "i", replication: "three" as const };
  await expect(glusterVolume.update(known, known)).rejects.toThrow(
    "The volume web is of the kind Replicate with 3 bricks (arbiter) and cannot become three. Nothing was changed.",
  );
});
