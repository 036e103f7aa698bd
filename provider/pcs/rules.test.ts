import { everyElement, parseXml, type Element } from "./xml.js";
import { foundRule, ruleProblem, ruleQuestions, ruleWords } from "./rules.js";
import { fixture } from "../../tests/fixtures/fixture.js";

const everything = [...everyElement(parseXml(fixture("objects.xml")))];
const rule = (id: string) =>
  everything.find(({ name, attributes }) => name === "rule" && attributes["id"] === `${id}-rule`) as Element;

test.each<[string, string[]]>([
  ["#uname eq n1", ["#uname", "eq", "n1"]],
  ['rack eq "a b"', ["rack", "eq", "a b"]],
  ["(defined a or defined b)", ["(", "defined", "a", "or", "defined", "b", ")"]],
  ["date-spec hours=9-17  weekdays=1-5", ["date-spec", "hours=9-17", "weekdays=1-5"]],
])("%s is said as %j", (text, words) => {
  expect(ruleWords(text)).toEqual(words);
});

// Each was made by a real pcs of these words.
test.each<[string, string]>([
  ["l3", "#uname eq testdb01 and ( defined foo or date gt 2030-01-01 )"],
  ["l4", "defined pingd"],
  ["l5", "date in_range 2030-01-01 to 2031-01-01"],
  ["l6", "date-spec hours=9-17 weekdays=1-5 or cpu gt integer 4"],
  ["l7", "date in_range 2030-01-01 to duration months=2"],
  ["l9", '( not_defined foo and rack eq "a b" ) or #uname eq testdb02'],
  ["l10", "( a eq 1 and b eq 2 ) or ( c eq 3 and d lt 4 )"],
  ["l11", "v gt version 1.2.3 and n lt number 1.5 and s ne string x"],
  ["rd1", "resource ocf:heartbeat:IPaddr2 and date gt 2020-01-01"],
  ["od1", "op monitor interval=10s"],
  ["od2", "resource ::Dummy or op start"],
])("the rule of %s is read as %s, and that is a rule", (id, text) => {
  expect(foundRule(rule(id), undefined)).toBe(text);
  expect(ruleProblem(text)).toBeUndefined();
});

test.each<[string, string, boolean]>([
  ["l3", "#uname eq testdb01 and (defined foo or date gt 2030-01-01)", true],
  ["l3", "( #uname eq testdb01 ) and ( ( defined foo or date gt 2030-01-01 ) )", true],
  ["l6", "date-spec weekdays=1-5 hours=9-17 or cpu gt integer 4", true],
  ["l11", "v gt version 1.2.3 and (n lt number 1.5 and s ne string x)", true],
  ["l3", "#uname eq testdb02 and (defined foo or date gt 2030-01-01)", false],
  ["l6", "date-spec weekdays=1-5 hours=9-17 and cpu gt integer 4", false],
  ["l4", "not a rule )", false],
])("the rule of %s is spelled as declared where it means the same: %s", (id, declared, same) => {
  const found = foundRule(rule(id), declared);
  expect(found === declared).toBe(same);
});

test.each<[string, string]>([
  ["", "an expression is missing in the rule"],
  ["defined a and", "an expression is missing in the rule"],
  ["( defined a", "a parenthesis is not closed"],
  ["defined a )", '")" is not expected in the rule "defined a )"'],
  ["a eq 1 and b eq 2 or c eq 3", "a mix of `and` and `or` needs parentheses"],
])("%j is no rule: %s", (text, problem) => {
  expect(ruleProblem(text)).toBe(problem);
});

test.each<[rule: string, pcs: string | undefined, problem: string | undefined]>([
  ['rack eq "a b"', "0.11.5", undefined],
  ['rack eq "a b"', undefined, undefined],
  ['rack eq "a b"', "0.12.0.2", '"a b" holds blanks, and pcs 0.12.0.2 takes no such value in a rule'],
  ["rack eq -5 and ping lt -INFINITY", "0.11.5", undefined],
  ["rack eq -f", "0.11.5", '"-f" is not a value: pcs takes it for an option'],
  ['rack eq ";id=x))%sx"', "0.11.5", '";id=x))%sx" holds parentheses, and pcs takes no such value in a rule'],
  ["id=x eq 1", undefined, '"id=x" is no attribute: pcs takes it for an option of the constraint'],
  ["score=1 eq 1", undefined, '"score=1" is no attribute: pcs takes it for an option of the constraint'],
  ["date-spec hours=9-17", "0.11.5", undefined],
  ['rack eq "and"', "0.11.5", '"and" is not a value: pcs takes it for a part of the rule itself'],
])("the rule %s with pcs %s", (rule, version, problem) => {
  expect(
    ruleProblem(rule, version === undefined ? {} : { pcs: { version, capabilities: [], pacemaker: "" } }),
  ).toBe(problem);
});

test("only a value with blanks asks for the version of pcs", () => {
  expect(['rack eq "a b"', 'rack eq "a"', "defined a", undefined].map(ruleQuestions)).toEqual([
    { pcs: true },
    {},
    {},
    {},
  ]);
});
