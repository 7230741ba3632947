interface ProgressBarProps {
  label: string
  done: number
  /** Null where nobody knows it: then there is no bar, only `text`. */
  total: number | null
  /** The measured amount in words. */
  text: string
}

/** Shows measured amounts only. */
export function ProgressBar({ label, done, total, text }: ProgressBarProps) {
  return (
    <div className="space-y-1">
      <p className="text-sm tabular-nums">{text}</p>
      {total !== null && total > 0 && (
        <div
          role="progressbar"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={Math.min(done, total)}
          aria-valuetext={text}
          className="h-1.5 overflow-hidden rounded-sm bg-sunken outline outline-line"
        >
          <div className="h-full bg-busy" style={{ width: `${Math.min(100, (done / total) * 100)}%` }} />
        </div>
      )}
    </div>
  )
}
