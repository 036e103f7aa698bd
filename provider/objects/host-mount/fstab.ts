/** What is mounted where, as /etc/fstab and the kernel's list of mounts say it. */
export interface Entry {
  readonly source: string;
  readonly directory: string;
  readonly type: string;
  readonly options: string;
}

/** The entry for a folder in /etc/fstab; undefined where there is none. */
export function entryIn(fstab: string, directory: string): Entry | undefined {
  return fstab
    .split("\n")
    .flatMap((line) => fields(line) ?? [])
    .find((entry) => entry.directory === directory);
}

/** The file with this entry for its folder, in the place of the one that is there. */
export function withEntry(fstab: string, entry: Entry): string {
  const line = `${entry.source} ${entry.directory} ${entry.type} ${entry.options} 0 0`;
  const lines = fstab.replace(/\n$/, "").split("\n");
  const place = lines.findIndex((each) => fields(each)?.directory === entry.directory);
  if (place >= 0) lines[place] = line;
  else lines.push(line);
  return `${lines.filter((each, index) => index > 0 || each !== "").join("\n")}\n`;
}

/** The file without an entry for a folder. */
export function withoutEntry(fstab: string, directory: string): string {
  return fstab
    .split("\n")
    .filter((line) => fields(line)?.directory !== directory)
    .join("\n");
}

/** What is mounted on a folder last, by the kernel's list; undefined where nothing is. */
export function mountedIn(mounts: string, directory: string): Pick<Entry, "source" | "type"> | undefined {
  return mounts
    .split("\n")
    .flatMap((line) => fields(line) ?? [])
    .filter((entry) => entry.directory === directory)
    .at(-1);
}

function fields(line: string): Entry | undefined {
  if (/^\s*(#|$)/.test(line)) return undefined;
  const [source, directory, type, options] = line.trim().split(/\s+/);
  if (!source || !directory || !type) return undefined;
  return { source, directory, type, options: options ?? "defaults" };
}
