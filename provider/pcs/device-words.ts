/** A quorum device of pcs's model `net`; where it is changed, empty values remove. */
export interface Device {
  readonly options: Options;
  readonly modelOptions: Options;
  readonly heuristics: Options;
}

/** The commands for a quorum device. */
export interface DeviceWords {
  deviceAdd(device: Device): string[];
  deviceUpdate(changes: Device): string[];
  deviceRemove(): string[];
}

type Options = Readonly<Record<string, string>>;

/** The same in every generation of pcs. */
export const deviceWords: DeviceWords = {
  deviceAdd: ({ options, modelOptions, heuristics }) => [
    ...["pcs", "quorum", "device", "add", ...words(options), "model", "net", ...words(modelOptions)],
    ...group("heuristics", heuristics),
  ],
  deviceUpdate: ({ options, modelOptions, heuristics }) => [
    ...["pcs", "quorum", "device", "update", ...words(options)],
    ...group("model", modelOptions),
    ...group("heuristics", heuristics),
  ],
  deviceRemove: () => ["pcs", "quorum", "device", "remove"],
};

function group(name: string, options: Options): string[] {
  return Object.keys(options).length ? [name, ...words(options)] : [];
}

function words(options: Options): string[] {
  return Object.entries(options).map(([name, value]) => `${name}=${value}`);
}
