import type { Distribution } from "../../pcs/distribution.js";

/** Where repositories are described. */
export const repositoryFolder = "/etc/yum.repos.d";
/** Our own description, where a distribution's own are of no use. */
export const vaultFile = `${repositoryFolder}/pulumi-pacemaker.repo`;

// Files of the distribution itself; our own takes their place.
const distributions = /\/CentOS-(Base|CR|Debuginfo|Media|Sources|Vault|fasttrack|x86_64-kernel)\.repo$/;
const gone = /^\s*(mirrorlist|baseurl)\s*=.*\b(mirrorlist|mirror)\.centos\.org\b/m;
const key = "file:///etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-7";

/** The repositories of CentOS 7 in an archive: `base` is the folder that holds os, updates and extras. */
export function vaultText(base: string): string {
  const section = (id: string, folder: string) => [
    `[${id}]`,
    `name=CentOS 7.9.2009 ${folder}`,
    `baseurl=${base.replace(/\/+$/, "")}/${folder}/$basearch/`,
    "enabled=1",
    "gpgcheck=1",
    `gpgkey=${key}`,
    // Nothing changes there any more.
    "metadata_expire=never",
    "",
  ];
  return [...section("base", "os"), ...section("updates", "updates"), ...section("extras", "extras")].join(
    "\n",
  );
}

/** The files that describe repositories whose servers are gone: they make every command of yum fail. */
export function deadRepositories(files: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(files).filter((path) => path !== vaultFile && gone.test(files[path] ?? ""));
}

/**
 * A description of further repositories, as `centos-release-gluster` brings it, with the archive in place of the servers that
 * are gone; undefined for the distribution's own, which are described anew, and where no place in the archive is named.
 */
export function inVault(path: string, text: string, base: string): string | undefined {
  if (distributions.test(path)) return undefined;
  const root = base.replace(/\/+$/, "");
  const pointed = text
    .replace(/^\s*mirrorlist\s*=.*\bmirrorlist\.centos\.org\b.*$/gm, (line) => `#${line}`)
    .replace(
      /^#?\s*baseurl\s*=\s*https?:\/\/mirror\.centos\.org\/[^/\s]+\/\$releasever\//gm,
      `baseurl=${root}/`,
    );
  const sections = pointed.split(/^(?=\s*\[)/m).filter((section) => /^\s*\[/.test(section));
  const isWhole = sections.every((section) => /^\s*(baseurl|mirrorlist|metalink)\s*=/m.test(section));
  return isWhole && sections.length > 0 && !gone.test(pointed) ? pointed : undefined;
}

/** The file that describes a repository, and whether that is switched on. */
export function sectionIn(
  files: Readonly<Record<string, string>>,
  id: string,
): { readonly path: string; readonly enabled: boolean } | undefined {
  for (const [path, text] of Object.entries(files)) {
    const lines = sectionLines(text, id);
    if (lines)
      return { path, enabled: !lines.some((line) => /^\s*enabled\s*=\s*(0|false|no|off)\s*$/i.test(line)) };
  }
  return undefined;
}

/** A file with one of its repositories switched on, as `dnf config-manager --set-enabled` does; that is often not installed. */
export function withSectionEnabled(text: string, id: string): string {
  let inside = false;
  return text
    .split("\n")
    .flatMap((line) => {
      if (/^\s*\[/.test(line)) {
        inside = line.trim() === `[${id}]`;
        return inside ? [line, "enabled=1"] : [line];
      }
      return inside && /^\s*enabled\s*=/.test(line) ? [] : [line];
    })
    .join("\n");
}

/** What is missing of a distribution's repositories, in words; nothing when they are usable. */
export function repositoriesLacking(
  { repository }: Distribution,
  files: Readonly<Record<string, string>>,
  mirror: string | undefined,
): string | undefined {
  switch (repository.kind) {
    case "own":
      return undefined;
    case "vault": {
      const dead = deadRepositories(files);
      if (dead.length > 0) return `${dead.join(", ")} name servers that are gone`;
      return files[vaultFile] === vaultText(mirror ?? repository.base)
        ? undefined
        : `${vaultFile} is not as written`;
    }
    case "section":
    case "subscription": {
      const section = sectionIn(files, repository.id);
      if (!section) return `no repository "${repository.id}"`;
      return section.enabled ? undefined : `the repository "${repository.id}" is switched off`;
    }
  }
}

function sectionLines(text: string, id: string): readonly string[] | undefined {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.trim() === `[${id}]`);
  if (start < 0) return undefined;
  const rest = lines.slice(start + 1);
  const next = rest.findIndex((line) => /^\s*\[/.test(line));
  return next < 0 ? rest : rest.slice(0, next);
}
