export { apiTokenForm, isApiToken, machineProblems, type ProxmoxMachineArgs } from "./access.js";
export { call, tokenName, type ProxmoxApi, type ProxmoxCall } from "./api.js";
export { fingerprintIn } from "./certificate.js";
export { ProxmoxFailure, type ProxmoxFailureKind } from "./failure.js";
export { inWords, machineAt, removeMachine, shutDown, type Machine } from "./machines.js";
export { lacks, type Lack, type MachinePlan } from "./prerequisites.js";
