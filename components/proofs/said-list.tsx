import { SaidText } from '@/components/said-text.tsx'
import type { Said } from '@/server/contract/said.ts'

/** Texts of the server, one a line. Names of tables may be long and have no place to break. */
export function SaidList({ texts, label }: { texts: Said[]; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <ul aria-label={label} tabIndex={0} className="max-h-96 space-y-1 overflow-y-auto text-sm [overflow-wrap:anywhere]">
      {texts.map((said) => (
        <li key={JSON.stringify(said)}>
          <SaidText said={said} />
        </li>
      ))}
    </ul>
  )
}
