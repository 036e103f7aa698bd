import { PERSONALITY_PACKAGES } from "./centos7/personality.js";
import { HOST_PACKAGES, packagesOf, type Recipe, type Suite } from "./recipe.js";

/** Where a bare host has the packages that it can install: it reaches no server. */
export const PACKAGE_FOLDER = "/var/local/packages";

// Python and a firewall come with what needs them, as on a host that was installed with little.
const LATER: readonly string[] = ["python3", "firewalld", "sbd"];

// The index says of each file what is in it, where it is and how it must be: https://wiki.debian.org/DebianRepository/Format
const PACKAGES_TO_FOLDER = `set -eu
folder="$1${PACKAGE_FOLDER}"
mkdir -p "$folder"
APT_CONFIG="$MMDEBSTRAP_APT_CONFIG" apt-get --yes --download-only --no-install-recommends WORDS
mv "$1"/var/cache/apt/archives/*.deb "$folder"/
cd "$folder"
for file in *.deb; do
  dpkg-deb --field "$file"
  echo "Filename: ./$file"
  echo "Size: $(stat -c %s "$file")"
  echo "SHA256: $(sha256sum "$file" | cut -d ' ' -f 1)"
  echo
done >Packages
rm -rf "$1"/etc/apt/sources.list "$1"/etc/apt/sources.list.d/*
echo "deb [trusted=yes] file:${PACKAGE_FOLDER} ./" >"$1"/etc/apt/sources.list.d/folder.list`;

/** What mmdebstrap does so that `apt-get` can do what these words say on a host that reaches no server. */
export function folderFor(words: readonly string[]): string {
  return PACKAGES_TO_FOLDER.replace("WORDS", words.join(" "));
}

/** The root of a host as it comes from an image: nothing of a cluster, and all that it takes within reach. */
export function bareRecipe(suite: Suite, packages: readonly string[]): Recipe {
  const first = [...HOST_PACKAGES.filter((name) => !LATER.includes(name)), ...packages];
  // It has a Python from the start: yum is written in it.
  const own = suite === "centos7" ? [...first, "python3", ...PERSONALITY_PACKAGES] : first;
  const later = [...packagesOf(suite), ...LATER].filter((name) => !own.includes(name));
  return {
    suite,
    packages: own,
    lastHooks: [folderFor(["install", ...later])],
    disabled: [],
    enabled: ["ssh.service", "node-network.service"],
  };
}
