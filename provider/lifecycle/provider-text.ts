/**
 * What Pulumi stores of an object's provider, for ever: no logic, so that today's code runs whatever the state's age.
 * Every existing state holds this text; it never changes.
 */
export function providerText(kind: string): string {
  return `exports.handler = () => require("pulumi-pacemaker/dynamic").provider(${JSON.stringify(kind)});\n`;
}
