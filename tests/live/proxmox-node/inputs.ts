import { deepEqual, ok } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import * as grpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import * as messages from "@pulumi/pulumi/proto/provider_pb.js";
import { pluginFolders, REPOSITORY } from "../stack-project.js";

const TYPES = join(REPOSITORY, "node_modules/@muhlba91/pulumi-proxmoxve");

/** What a property is, `?` behind it when it may be left out: `string`, `VmLegacyDisk[]?`, ... */
type Properties = Readonly<Record<string, string>>;

interface Described {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Described;
}

interface Schema {
  readonly resources: Readonly<
    Record<string, { inputProperties: Record<string, Described>; requiredInputs?: readonly string[] }>
  >;
  readonly types: Readonly<
    Record<string, { properties: Record<string, Described>; required?: readonly string[] }>
  >;
}

/** Asserts that the plugin's inputs of a machine and an image are those that the published package types. */
export async function inputsAreTheTyped(): Promise<void> {
  const schema = await pluginSchema();
  const machine = inputsOf(schema, "proxmoxve:index/vmLegacy:VmLegacy");
  const image = inputsOf(schema, "proxmoxve:download/file:File");
  const nested = Object.entries(schema.types)
    .map(([token, { properties, required = [] }]) => [nameOf(token), told(properties, required)] as const)
    .filter(([name]) => name.startsWith("VmLegacy"));
  ok(nested.length > 20, `the plugin has ${nested.length} types of a machine's parts`);
  deepEqual(machine, typed("vmLegacy.d.ts", "VmLegacyArgs"));
  deepEqual(image, typed("download/file.d.ts", "FileArgs"));
  for (const [name, properties] of nested) deepEqual(properties, typed("types/input.d.ts", name), name);
}

async function pluginSchema(): Promise<Schema> {
  const [folder = ""] = await pluginFolders();
  const plugin = spawn(join(folder, "pulumi-resource-proxmoxve"), ["127.0.0.1:1"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [port] = (await once(createInterface({ input: plugin.stdout }), "line")) as [string];
    const client = new grpc.ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
      "grpc.max_receive_message_length": -1,
    });
    return await new Promise((resolve, reject) => {
      client.getSchema(
        new messages.GetSchemaRequest(),
        (failure: Error | null, answer?: messages.GetSchemaResponse) => {
          if (answer) resolve(JSON.parse(answer.getSchema()) as Schema);
          else reject(failure ?? new Error("no schema"));
        },
      );
    });
  } finally {
    plugin.kill();
  }
}

function inputsOf({ resources }: Schema, token: string): Properties {
  const { inputProperties = {}, requiredInputs = [] } = resources[token] ?? {};
  return told(inputProperties, requiredInputs);
}

function told(properties: Readonly<Record<string, Described>>, required: readonly string[]): Properties {
  const each = Object.entries(properties).map(([name, one]) => [
    name,
    `${kindOf(one)}${required.includes(name) ? "" : "?"}`,
  ]);
  return sorted(each as [string, string][]);
}

function kindOf({ type, $ref, items }: Described): string {
  if ($ref) return nameOf($ref);
  if (type === "array") return `${kindOf(items ?? {})}[]`;
  return type === "integer" ? "number" : (type ?? "");
}

function nameOf(token: string): string {
  return token.split(":").at(-1) ?? "";
}

// The package is generated, a property a line.
function typed(file: string, name: string): Properties {
  const text = readFileSync(join(TYPES, file), "utf8");
  const body = new RegExp(`export interface ${name} \\{([^]*?)\\n\\}`).exec(text)?.[1] ?? "";
  const lines = [...body.matchAll(/^ {4}(\w+)(\??): (.*);$/gm)];
  return sorted(
    lines.map(([, property = "", optional = "", type = ""]) => [property, `${plainOf(type)}${optional}`]),
  );
}

function plainOf(type: string): string {
  const inner = type.replace(/pulumi\.Input<|>| \| undefined|inputs\./g, "");
  return inner.split(".").at(-1) ?? "";
}

function sorted(entries: readonly (readonly [string, string])[]): Properties {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
