import type { Plan } from '@/server/contract/plan.ts'
import { stepsByPhase } from './steps-by-phase.ts'

/** The words of the reader's language that a runbook needs. */
export interface RunbookWords {
  heading: string
  preface: string[]
  facts: [label: string, value: string][]
  phase: (phase: Plan['steps'][number]['phase'], seconds: number) => string
  /** Title and lines of one step. */
  step: (step: Plan['steps'][number]) => { title: string; lines: string[] }
}

/** The plan as Markdown: what a person would do by hand, in the same order. */
export function runbook(plan: Plan, words: RunbookWords): string {
  const lines = [`# ${words.heading}`, '', ...words.preface.flatMap((text) => [text, ''])]
  lines.push(...words.facts.map(([label, value]) => `- ${label}: ${value}`), '')
  for (const group of stepsByPhase(plan.steps)) {
    lines.push(`## ${words.phase(group.phase, group.estimateSeconds)}`, '')
    for (const { step, position } of group.steps) {
      const { title, lines: about } = words.step(step)
      lines.push(`### ${position}. ${title}`, '', ...about.map((text) => `- ${text}`), '')
      if (step.commands.length > 0) lines.push(...fenced(step.commands.join('\n')), '')
    }
  }
  return `${lines.join('\n').trimEnd()}\n`
}

// A fence longer than any run of backticks inside, so that quoted names of databases cannot end it.
function fenced(text: string): string[] {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}sh`, text, fence]
}
