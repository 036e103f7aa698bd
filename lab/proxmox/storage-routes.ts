import { type Datacenter } from "./datacenter.js";
import { failed, invalid } from "./failure.js";
import { checksumOf } from "./images.js";
import { type Call, type Route } from "./route.js";
import { pathOf, type Volume } from "./storage.js";
import { type Work } from "./tasks.js";

/** What is stored on a node: lists, downloads, removal. */
export function storageRoutes(datacenter: Datacenter): readonly Route[] {
  const { storages, tasks } = datacenter;
  return [
    {
      method: "GET",
      path: "/nodes/:node/storage",
      answer: () => storages.definitions.map((each) => ({ ...described(each), active: 1, enabled: 1 })),
    },
    {
      method: "GET",
      path: "/nodes/:node/storage/:storage/status",
      needs: inStorage("Datastore.Audit", "Datastore.AllocateSpace"),
      answer: ({ node, path }) => {
        const { storage: _storage, ...known } = described(storages.at(node, path["storage"] ?? ""));
        return { ...known, active: 1, enabled: 1 };
      },
    },
    {
      method: "GET",
      path: "/nodes/:node/query-url-metadata",
      needs: mayReachOut,
      answer: ({ form }) => {
        const { name, size } = imageNamed(datacenter, form["url"] ?? "");
        return { filename: name, size, mimetype: "application/octet-stream" };
      },
    },
    {
      method: "POST",
      path: "/nodes/:node/storage/:storage/download-url",
      needs: (call) => [...inStorage("Datastore.AllocateTemplate")(call), ...mayReachOut(call)],
      answer: (call) => {
        storages.at(call.node, call.path["storage"] ?? "");
        return tasks.begin(call.node, "download", "", call.caller, downloadOf(datacenter, call));
      },
    },
    {
      method: "GET",
      path: "/nodes/:node/storage/:storage/content",
      needs: inStorage("Datastore.Audit", "Datastore.AllocateSpace"),
      answer: ({ node, path, form }) =>
        storages
          .list(node, path["storage"] ?? "")
          .filter(({ content }) => content === (form["content"] ?? content))
          .map(listed),
    },
    {
      method: "GET",
      path: "/nodes/:node/storage/:storage/content/*",
      needs: inStorage("Datastore.Audit", "Datastore.AllocateSpace"),
      answer: ({ node, path }) => {
        const { volid, format, size } = storages.find(node, volumeIn(path));
        return { path: pathOf(volid), format, size, used: size };
      },
    },
    {
      method: "DELETE",
      path: "/nodes/:node/storage/:storage/content/*",
      needs: inStorage("Datastore.Allocate", "Datastore.AllocateTemplate"),
      answer: ({ caller, node, path }) => {
        const { volid } = storages.find(node, volumeIn(path));
        const id = `${volid.split("/").at(-1)}@${path["storage"]}`;
        return tasks.begin(node, "imgdel", id, caller, async () => storages.free(node, volid));
      },
    },
  ];
}

// A volume may be named without its storage, which the path has already.
function volumeIn({ storage = "", "*": volume = "" }: Call["path"]): string {
  return volume.includes(":") ? volume : `${storage}:${volume}`;
}

function downloadOf({ storages, imageAt }: Datacenter, { node, path, form }: Call): Work {
  const { url = "", filename = "", content = "", checksum } = form;
  const algorithm = form["checksum-algorithm"];
  const { storage, content: allowed } = storages.at(node, path["storage"] ?? "");
  if (!allowed.includes(content))
    throw failed(`storage '${storage}' is not configured for content-type '${content}'`);
  if (!/\.(qcow2|raw|vmdk|ova|img|iso|tar\.\w+)$/.test(filename))
    throw invalid({ filename: "wrong file extension" });
  if (checksum !== undefined && algorithm === undefined)
    throw invalid({ "checksum-algorithm": "missing - is required with checksum" });
  return async (say) => {
    const volid = `${storage}:${content}/${filename}`;
    const file = pathOf(volid).replace(`/${content}/`, content === "iso" ? "/template/iso/" : `/${content}/`);
    say(`downloading ${url} to ${file}`);
    if (storages.list(node, storage).some((each) => each.volid === volid))
      throw failed(`refusing to override existing file '${file}'`);
    const image = imageAt(url);
    if (!image) throw failed(`download failed: 404 Not Found`);
    if (checksum !== undefined && algorithm !== undefined) {
      say("calculating checksum...");
      const got = checksumOf(image, algorithm);
      if (got !== checksum.toLowerCase())
        throw failed(`checksum mismatch: got '${got}' != expect '${checksum}'`);
      say("OK, checksum verified");
    }
    const format = /\.(qcow2|raw|vmdk)$/.exec(filename)?.[1] ?? "raw";
    storages.put(node, { volid, content, format, size: image.size, image });
    say(`download of '${url}' to '${file}' finished`);
  };
}

function imageNamed({ imageAt }: Datacenter, url: string) {
  if (!/^https?:/.test(url)) throw invalid({ url: "value does not match the regex pattern" });
  const image = imageAt(url);
  if (image) return image;
  throw failed("invalid server response: '404 Not Found'");
}

function mayReachOut({ node }: Call) {
  return [{ path: `/nodes/${node}`, oneOf: ["Sys.AccessNetwork", "Sys.Modify"] }];
}

function inStorage(...oneOf: readonly string[]) {
  return ({ path }: Call) => [{ path: `/storage/${path["storage"]}`, oneOf }];
}

function described({
  storage,
  type,
  content,
}: {
  storage: string;
  type: string;
  content: readonly string[];
}) {
  const size = { total: 100 * 2 ** 30, used: 0, avail: 100 * 2 ** 30 };
  return { storage, type, content: content.join(","), shared: 0, ...size };
}

function listed({ volid, content, format, size, ctime, vmid }: Volume) {
  return { volid, content, format, size, ctime, ...(vmid !== undefined && { vmid }) };
}
