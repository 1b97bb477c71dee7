/** A vitest reporter that writes the counts and each skipped test's name for the test command. */
import { writeFileSync } from 'node:fs';

/**
 * @typedef {object} Summary
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} failures
 * @property {string[]} skipped name, with the reason where one was given
 */

export class SummaryReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    /** @type {Summary} */
    const summary = { passed: 0, failed: 0, failures: [], skipped: [] };
    for (const module of modules) {
      const before = summary.failures.length;
      for (const test of module.children.allTests()) {
        const name = `${module.relativeModuleId} > ${test.fullName}`;
        const result = test.result();
        if (result.state === 'passed') summary.passed += 1;
        else if (result.state === 'skipped')
          summary.skipped.push(result.note ? `${name} (${result.note})` : name);
        // A test that never came to an end is no success.
        else summary.failures.push(name);
      }
      // A file that cannot be loaded, or a hook that failed, leaves its tests without a result.
      if (!module.ok() && summary.failures.length === before) summary.failures.push(module.relativeModuleId);
    }
    if (unhandledErrors.length > 0)
      summary.failures.push(`${unhandledErrors.length} errors outside of any test`);
    summary.failed = summary.failures.length;
    const file = process.env.TEST_SUMMARY_FILE;
    if (file !== undefined) writeFileSync(file, JSON.stringify(summary));
  }
}
