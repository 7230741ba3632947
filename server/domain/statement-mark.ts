const NAME = 'oms-upgrade-panel'

/** Who sent a statement. Letters, digits and hyphens only, so that it cannot end the comment that it stands in. */
export interface StatementMark {
  job: string
  run: string
  attempt: number
}

function plain(text: string): string {
  return text.replace(/[^A-Za-z0-9-]/g, '-')
}

/** Comment before every statement that changes the MetaDB: by it a later attempt finds what an earlier one left running. */
export function statementMark({ job, run, attempt }: StatementMark): string {
  return `/* ${jobMark(job)} run=${plain(run)} attempt=${attempt} */`
}

/** What the marks of all attempts of a job have in common. */
export function jobMark(job: string): string {
  return `${NAME} job=${plain(job)}`
}
