/** Exact text inside the report: hashes, paths, names. Breaks anywhere, so that nothing is cut off on paper. */
export function Mono({ children }: { children: string }) {
  return <span className="break-all font-mono text-xs">{children}</span>
}
