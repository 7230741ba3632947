import type { ProcessRow } from './supervise.ts'

/** The rows as `supervisorctl status` prints them. */
export function processTable(rows: ProcessRow[], now: Date): string {
  return rows.map((row, index) => `${row.name.padEnd(33)}${row.state.padEnd(10)}${detail(row, index, now)}`.trimEnd()).join('\n')
}

function detail(row: ProcessRow, index: number, now: Date): string {
  switch (row.state) {
    case 'RUNNING':
      return `pid ${100 + index * 11}, uptime ${uptime(Math.max(0, Math.floor((now.getTime() - row.since.getTime()) / 1_000)))}`
    case 'STARTING':
      return ''
    case 'STOPPED':
      return 'Not started'
    case 'FATAL':
      return 'Exited too quickly (process log may have details)'
    default:
      return row.state satisfies never
  }
}

function uptime(seconds: number): string {
  const days = Math.floor(seconds / 86_400)
  const two = (value: number) => String(value).padStart(2, '0')
  const clock = `${Math.floor((seconds % 86_400) / 3_600)}:${two(Math.floor((seconds % 3_600) / 60))}:${two(seconds % 60)}`
  return days === 0 ? clock : `${days} day${days === 1 ? '' : 's'}, ${clock}`
}
