import { channel } from "node:diagnostics_channel";

/**
 * Tells whoever subscribes what goes to the nodes: connections, commands with their time, tools that our programs start
 * there. Nobody does in ordinary use, and then nothing is even put together. Arguments never hold secrets.
 */
export const wire = channel("pulumi-pacemaker:wire");
