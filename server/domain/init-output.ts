/** Last line of /root/docker_init.sh when it did everything. */
export const INIT_COMPLETED = '[Completed] All initialization steps are executed'

/** Texts that mean failure even where the exit code says 0: newer images may hide a failing exit code. */
const FAILURES = [
  /Version before \S+ is not allowed to upgrade/,
  /^\s*\[?(ERROR|FAILED|Failed)\]?\b/,
  /^ERROR \d+ \(/,
  /Traceback \(most recent call last\)/,
]

/** The first line that means failure, or null. */
export function findInitFailure(lines: string[]): string | null {
  return lines.find((line) => FAILURES.some((failure) => failure.test(line)))?.trim() ?? null
}
