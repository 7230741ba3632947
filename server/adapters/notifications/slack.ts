import { oneLine } from './plain-in-markdown.ts'
import type { MakeCall } from './webhook-call.ts'

const MAXIMUM_HEADER = 150

function escaped(text: string): string {
  return oneLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** An incoming webhook of Slack. Values are plain text, which Slack neither formats nor reads mentions in. */
export const slack: MakeCall = (url, _secret, { title, facts, link }) => {
  const lines = facts.map(({ label, value }) => `${label}: ${oneLine(value)}`).join('\n')
  const blocks: object[] = [
    { type: 'header', text: { type: 'plain_text', text: [...oneLine(title)].slice(0, MAXIMUM_HEADER).join(''), emoji: false } },
    { type: 'section', text: { type: 'plain_text', text: lines.slice(0, 3000), emoji: false } },
  ]
  if (link) blocks.push({ type: 'section', text: { type: 'mrkdwn', text: `<${link.url}|${escaped(link.label)}>` } })
  return { url: new URL(url), headers: {}, body: { text: escaped(title), blocks }, isTaken: (answer) => answer.trim() === 'ok' }
}
