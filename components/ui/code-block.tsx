import { cn } from './cn.ts'
import { CopyButton } from './copy-button.tsx'

interface CodeBlockProps {
  text: string
  /** Names the block for readers and for the copy button. */
  label: string
  className?: string
}

/** Exact text: commands, requests, answers. Wraps, so that nothing hides behind a scrollbar at 3 a.m. */
export function CodeBlock({ text, label, className }: CodeBlockProps) {
  return (
    <figure aria-label={label} className={cn('relative min-w-0 rounded-md border border-line bg-code', className)}>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls has to be reachable by keyboard
        tabIndex={0}
        className="max-h-96 overflow-auto whitespace-pre-wrap break-words py-2 pr-10 pl-3 font-mono text-ink text-sm"
      >
        {text}
      </pre>
      <div className="px-3 has-[[role=alert]]:pb-2">
        <CopyButton text={text} label={label} className="absolute top-1 right-1" />
      </div>
    </figure>
  )
}
