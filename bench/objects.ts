/** Program text that makes resources and location constraints, four to one, on the cluster `cluster`. */
export function objects(count: number, args: object = { startTimeout: 0 }): string {
  const constraints = Math.floor(count / 5);
  return `
const agent = "ocf:pacemaker:Dummy";
const primitives = Array.from({ length: ${count - constraints} }, (_, n) =>
  new pacemaker.PrimitiveResource("d" + n, { cluster, agent, ...${JSON.stringify(args)} }));
for (let n = 0; n < ${constraints}; n++)
  new pacemaker.LocationConstraint("l" + n,
    { cluster, resource: "d" + n, node: "testdb01", score: 50 }, { dependsOn: primitives[n] });
`;
}

/** The same objects as pcs commands. */
export function commands(count: number, more = ""): readonly string[] {
  const constraints = Math.floor(count / 5);
  return [
    ...places(count - constraints).map((n) => `pcs resource create d${n} ocf:pacemaker:Dummy ${more}`),
    ...places(constraints).map((n) => `pcs constraint location d${n} prefers testdb01=50`),
  ];
}

/** As many resources that do nothing at all: what the engine itself costs. */
export function nothings(count: number): string {
  return `
const pulumi = require("@pulumi/pulumi");
const nothing = { create: async () => ({ id: "n", outs: {} }), diff: async () => ({ changes: false }) };
for (let n = 0; n < ${count}; n++) new pulumi.dynamic.Resource(nothing, "n" + n, {});
`;
}

/** Resources that Pacemaker has nothing to do for: what is measured is the configuration. */
export const RESTING = { startTimeout: 0, meta: { "target-role": "Stopped" } };
/** Keeps Pacemaker from looking for each resource on each node. */
export const UNPROBED = "pcs property set enable-startup-probes=false";

/** A cluster that is there already. */
export const EXISTING = `const cluster = pacemaker.existingCluster({ clusterName: "testdb", nodes });\n`;

function places(count: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => n);
}
