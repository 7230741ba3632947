import { createHmac } from 'node:crypto'
import { plainInMarkdown } from './plain-in-markdown.ts'
import { hasZero, type MakeCall } from './webhook-call.ts'

/** A custom robot of a DingTalk group; with a secret the address carries time and signature. */
export const dingtalk: MakeCall = (address, secret, { at, title, facts, link }) => {
  const url = new URL(address)
  if (secret !== null) {
    const timestamp = String(at.getTime())
    const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')
    url.searchParams.set('timestamp', timestamp)
    url.searchParams.set('sign', sign)
  }
  const lines = facts.map(({ label, value }) => `- ${label}: ${plainInMarkdown(value)}`)
  const text = [`### ${plainInMarkdown(title)}`, '', ...lines, '', ...(link ? [`[${link.label}](${link.url})`] : [])].join('\n')
  return {
    url,
    headers: {},
    body: { msgtype: 'markdown', markdown: { title: plainInMarkdown(title), text } },
    isTaken: (answer) => hasZero(answer, 'errcode'),
  }
}
