import type { HostFacts } from "../../pcs/host.js";
import { hostsLacking, withHosts, withoutHosts } from "./hosts-file.js";
import type { Step, Writing } from "./step.js";

const hostsFile = "/etc/hosts";

/** The files that name hosts: cloud-init writes the first from the others at each boot when it is told to manage it. */
export const namesFiles = [hostsFile, "/etc/cloud/templates/hosts.*.tmpl"];

/** The cluster's nodes by name, also after the next boot. */
export const hosts: Step = {
  name: "hosts",
  lacks({ own, args, facts }) {
    const lacking = namedIn(facts).flatMap(({ path, text }) => {
      const missing = hostsLacking(text, own, args.peers);
      return missing.length > 0 ? [`${path}: ${missing.join(", ")}`] : [];
    });
    return lacking.length > 0 ? lacking.join("; ") : undefined;
  },
  repair: ({ own, args, facts }) =>
    namedIn(facts)
      .filter(({ text }) => hostsLacking(text, own, args.peers).length > 0)
      .map(({ path, text }) => ({ path, text: withHosts(text, own, args.peers) })),
};

/** The files as they are without our part, where that is in them. */
export function filesWithoutHosts(facts: HostFacts): readonly Writing[] {
  return namedIn(facts)
    .map(({ path, text }) => ({ path, text: withoutHosts(text) }))
    .filter(({ path, text }) => text !== (facts.files[path] ?? ""));
}

/** The password of pcs's user. */
export const password: Step = {
  name: "password",
  lacks: ({ facts }) => lacksPassword[facts.password],
  repair: ({ args }) => [
    {
      doing: "set the password of hacluster",
      argv: ["chpasswd"],
      stdin: `hacluster:${args.haclusterPassword}\n`,
    },
  ],
};

const lacksPassword = {
  matches: undefined,
  differs: "hacluster has another one",
  "no user": "there is no user hacluster",
} as const;

function namedIn({ files }: HostFacts): readonly Writing[] {
  const templates = Object.keys(files).filter((path) => path.startsWith("/etc/cloud/templates/"));
  return [hostsFile, ...templates.sort()].map((path) => ({ path, text: files[path] ?? "" }));
}
