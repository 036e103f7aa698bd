import { isDeepStrictEqual } from "node:util";
import { argumentsOf, configurationKinds } from "../../fixtures/arguments.js";
import { madeOf } from "../../generations/declared.js";
import { everything } from "./everything.js";

type Arguments = Readonly<Record<string, unknown>>;

// What the agents of the lab's nodes do not know yet.
const newer: Readonly<Record<string, readonly string[]>> = { IPaddr2Resource: ["proto", "checkLinkStatus"] };

const declared = (kind: string) => everything.filter((one) => one.kind === kind);

test.each(configurationKinds())("every argument of %s is said in the live suite", (kind) => {
  const said = declared(kind).flatMap(({ args, changed = {} }) => Object.keys({ ...args, ...changed }));
  const all = [...argumentsOf(kind).keys()].filter((name) => !newer[kind]?.includes(name));
  expect([...new Set(said)].sort()).toEqual(all.sort());
});

test.each(configurationKinds())(
  "every argument of %s that can change in place does in the live suite",
  (kind) => {
    const changes = declared(kind).flatMap(({ args, changed }) =>
      changed ? Object.keys({ ...args, ...changed }).filter((name) => differs(args, changed, name)) : [],
    );
    const replacing = madeOf(declared(kind)).flatMap(({ object }) => object.replaceOn as readonly string[]);
    const all = [...argumentsOf(kind).keys()].filter((name) => !newer[kind]?.includes(name));
    expect([...new Set(changes)].sort()).toEqual(all.filter((name) => !replacing.includes(name)).sort());
  },
);

function differs(args: object, changed: object, name: string): boolean {
  return !isDeepStrictEqual((args as Arguments)[name], (changed as Arguments)[name]);
}
