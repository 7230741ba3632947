/** One row of the bench's table. */
export interface Row {
  what: string
  found: string
  /** What the panel promises; absent where it is only told. */
  goal?: string
}

export function printTable(rows: Row[]): void {
  console.log('\n| measured | found | goal |\n| --- | ---: | ---: |')
  for (const { what, found, goal = '' } of rows) console.log(`| ${what} | ${found} | ${goal} |`)
}
