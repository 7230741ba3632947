import type { Locale } from '../contract/locales.ts'
import type { Notice } from '../contract/notification.ts'
import { type Said, say } from '../contract/said.ts'
import { StepId } from '../contract/steps.ts'
import { inLanguage } from './in-language.ts'

interface NoticeWords {
  title: string
  facts: { label: string; value: string }[]
  link: { label: string; url: string } | null
}

/** A notice in a channel's language. `baseUrl` is where browsers reach the panel; null: no link can be given. */
export function noticeWords(notice: Notice, locale: Locale, baseUrl: string | null): NoticeWords {
  const words = (said: Said) => inLanguage(locale, said)
  const { event, installation, job, step, reason } = notice
  const name = installation?.name ?? words(say('notices.product'))
  const facts: [Said, string | null | undefined][] = [
    [say('notices.label.product'), words(say('notices.product'))],
    [say('notices.label.event'), words(say(`notices.event.${event}`))],
    [say('notices.label.installation'), installation?.name],
    [say('notices.label.versions'), job && `${job.from} → ${job.to}`],
    [say('notices.label.job'), job && String(job.number)],
    [say('notices.label.by'), notice.by],
    [say('notices.label.step'), stepName(step, words)],
    [say('notices.label.reason'), reason && words(reason)],
    [say('notices.label.remark'), notice.remark],
    [say('notices.label.at'), notice.at],
  ]
  return {
    title: words(say(`notices.title.${event}`, { name })),
    facts: facts.flatMap(([label, value]) => (value ? [{ label: words(label), value }] : [])),
    link: baseUrl === null ? null : { label: words(say('notices.open')), url: job === null ? baseUrl : `${baseUrl}/upgrades/${job.id}` },
  }
}

function stepName(step: string | null, words: (said: Said) => string): string | null {
  const known = StepId.safeParse(step)
  return known.success ? words(say(`steps.name.${known.data}`)) : step
}

/** What a webhook gets: stable names for programs, and the same words that people get. */
export function noticePayload(notice: Notice, words: NoticeWords): object {
  const { event, at, by, installation, job, step, reason, remark } = notice
  return {
    type: `upgrade.${event}`,
    timestamp: at,
    data: {
      by,
      installation,
      job,
      step,
      reason: reason?.key ?? null,
      remark,
      title: words.title,
      facts: words.facts,
      url: words.link?.url ?? null,
    },
  }
}
