export { fenceAgentName } from "./agent.js";
export * from "./fence-agent.js";
