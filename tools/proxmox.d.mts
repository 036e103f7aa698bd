/** The folder with the Proxmox plugin for Pulumi, built first where none is installed; LAB_PLUGINS=DIR goes first. */
export function proxmoxPluginBin(): Promise<string>;
