import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          environment: "node",
          include: ["src/**/*.test.ts", "src/**/*.test.tsx"],
          exclude: ["**/*.browser.test.ts", "**/*.browser.test.tsx", "**/node_modules/**"],
        },
      },
    ],
  },
});
