import { writeFileSync } from "node:fs";
import { compatibility, compatibilityPath } from "./compatibility.js";

writeFileSync(compatibilityPath, compatibility());
