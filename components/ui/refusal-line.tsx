/** Why a small command was not done, on a line of its own below the row that it was given in; stays until the next try. */
export function RefusalLine({ text }: { text: string | null }) {
  if (text === null) return null
  return (
    <span role="alert" className="order-last col-span-full block w-0 min-w-full basis-full font-medium font-sans text-bad text-sm">
      {text}
    </span>
  )
}
