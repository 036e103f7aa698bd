/** Unit tests: no root, no lab. Live tests have their own runner (npm run test:live). */
module.exports = {
  roots: [
    "<rootDir>/provider",
    "<rootDir>/components",
    "<rootDir>/program",
    "<rootDir>/tests",
    "<rootDir>/lab",
  ],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/dist/"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/node_modules/pulumi-pacemaker/"],
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1", "^pulumi-pacemaker$": "<rootDir>/provider/index.ts" },
  transform: {
    "^.+\\.ts$": [
      "ts-jest",
      {
        tsconfig: {
          ...require("./tsconfig.json").compilerOptions,
          isolatedModules: true,
          incremental: false,
          tsBuildInfoFile: undefined,
        },
        diagnostics: false,
      },
    ],
  },
  coverageProvider: "v8",
  // A busy machine of two cores takes its time; what hangs is still found.
  testTimeout: 30000,
};
