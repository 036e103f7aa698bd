/** An object with texts in all places where its arguments take any. */
export interface Places {
  readonly kind: string;
  /** How many texts it takes. */
  readonly count: number;
  /** Present: two of them would be in each other's way. */
  readonly single?: true;
  /** Present: a program says with an empty text that it gives none. */
  readonly emptyIsNone?: true;
  /** What stands in each place while another one is tried; any text does where this is missing. */
  usual?(id: string): readonly string[];
  /** Its arguments with these texts; `id` is new in each round. */
  args(id: string, texts: readonly string[]): Readonly<Record<string, unknown>>;
}

const DUMMY = "ocf:pacemaker:Dummy";
const stopped = { "target-role": "Stopped" };

// Texts as the values of as many names, and the last one as a name.
const record = (texts: readonly string[]) => ({
  ...Object.fromEntries(texts.slice(0, -1).map((text, index) => [`v${index}`, text])),
  ...Object.fromEntries([[texts.at(-1) ?? "", "named"]]),
});

/** Every text of every object's arguments that means nothing to pcs itself. */
export const freeTexts: readonly Places[] = [
  {
    kind: "PrimitiveResource",
    count: 12,
    args: (resourceId, [fake, trace, ...rest]) => ({
      ...{ resourceId, agent: DUMMY, options: { fake, envfile: trace }, startTimeout: 0 },
      meta: { ...stopped, ...record(rest) },
    }),
  },
  {
    kind: "IPaddr2Resource",
    emptyIsNone: true,
    count: 11,
    args: (
      resourceId,
      [nic, iflabel, sendArpOpts, broadcast, mac, hash, sender, lifetime, namespace, ...rest],
    ) => ({
      ...{ resourceId, ip: "192.168.0.200", allowInUse: true, startTimeout: 0 },
      ...{ nic, iflabel, sendArpOpts, broadcast, mac, clusteripHash: hash, arpSender: sender },
      ...{ preferredLft: lifetime, networkNamespace: namespace },
      meta: { ...stopped, ...record(rest) },
    }),
  },
  {
    kind: "StonithDevice",
    count: 3,
    args: (stonithId, [status_file, pcmk_host_list, note]) => ({
      ...{ stonithId, agent: "fence_dummy", options: { status_file, pcmk_host_list }, startTimeout: 0 },
      meta: { ...stopped, note },
    }),
  },
  {
    kind: "ResourceGroup",
    single: true,
    count: 4,
    args: (groupId, texts) => ({ groupId, resources: ["g"], meta: record(texts) }),
  },
  {
    kind: "CloneResource",
    single: true,
    count: 4,
    args: (cloneId, texts) => ({ cloneId, resource: "c", meta: record(texts) }),
  },
  {
    kind: "BundleResource",
    count: 8,
    args: (bundleId, [image, options, run, source, target, mount, ...rest]) => ({
      ...{ bundleId, container: "podman", containerOptions: { image, options, "run-command": run } },
      storageMaps: [{ id: `${bundleId}-s`, "source-dir": source, "target-dir": target, options: mount }],
      meta: { ...stopped, ...record(rest) },
    }),
  },
  {
    kind: "LocationConstraint",
    single: true,
    count: 1,
    args: (constraintId, [resourcePattern]) => ({ constraintId, resourcePattern, node: "testdb01" }),
  },
  {
    kind: "LocationConstraint",
    single: true,
    count: 1,
    args: (constraintId, [text]) => ({ constraintId, resource: "a", rule: `rack eq "${text}"` }),
  },
  {
    kind: "TicketConstraint",
    single: true,
    count: 1,
    args: (constraintId, [ticket]) => ({ constraintId, ticket, resource: "a" }),
  },
  {
    kind: "FencingLevel",
    single: true,
    count: 1,
    args: (_id, [text]) => ({ level: 1, target: `attrib%rack=${text}`, devices: ["f"] }),
  },
  {
    kind: "FencingLevel",
    single: true,
    count: 1,
    args: (_id, [text]) => ({ level: 2, target: `regexp%${text}`, devices: ["f"] }),
  },
  { kind: "ResourceDefaults", count: 6, args: (setId, texts) => ({ setId, values: record(texts) }) },
  { kind: "OperationDefaults", count: 6, args: (setId, texts) => ({ setId, values: record(texts) }) },
  { kind: "NodeAttribute", count: 1, args: (name, [value]) => ({ node: "testdb01", name, value }) },
  {
    kind: "NodeAttribute",
    single: true,
    count: 1,
    args: (_id, [name]) => ({ node: "testdb02", name, value: "v" }),
  },
  {
    kind: "NodeUtilization",
    single: true,
    count: 1,
    args: (_id, [name = ""]) => ({ node: "testdb01", values: { [name]: 1 } }),
  },
  {
    kind: "AclRole",
    count: 2,
    args: (roleId, [description, text]) => ({
      roleId,
      description,
      permissions: [{ kind: "read", xpath: `/${text}` }],
    }),
  },
  { kind: "AclUser", single: true, count: 1, args: (_id, [userId]) => ({ userId, roles: [] }) },
  {
    kind: "Alert",
    count: 30,
    args: (alertId, [path, description, format, value, told, ...rest]) => ({
      ...{ alertId, path: `/${path}`, description, options: record(rest.slice(0, 12)) },
      meta: { "timestamp-format": format },
      recipients: [{ id: `${alertId}-r`, value, description: told, options: record(rest.slice(12)) }],
    }),
  },
  { kind: "ClusterProperty", count: 1, args: (name, [value]) => ({ name, value, allowUnknown: true }) },
];
