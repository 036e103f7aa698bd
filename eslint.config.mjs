import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", "coverage/", "provider/index.ts", "**/*.mjs", "*.cjs"] },
  tseslint.configs.base,
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true, varsIgnorePattern: "^_" }],
      "max-lines": ["error", 200],
      "no-console": "error",
      "prefer-const": "error",
      eqeqeq: "error",
    },
  },
  {
    // The SDK's index loads several times as much as the package needs of it: see provider/pulumi.ts.
    files: ["provider/**/*.ts", "components/**/*.ts", "program/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          paths: [
            { name: "@pulumi/pulumi", message: "Take it from provider/pulumi.ts.", allowTypeImports: true },
          ],
        },
      ],
    },
  },
);
