const ROWS_A_PART = 500

interface Part {
  /** Pixels above the usual height, of each row that has any. */
  rows: Map<number, number>
  sum: number
}

export interface RowHeights {
  /** False where the row has this height already. */
  set(row: number, px: number): boolean
  startOf(row: number): number
  rowAt(px: number): number
  total(count: number): number
  clear(): void
}

/** Heights of very many rows of which only those that were seen are known; every other one has the usual height. */
export function createRowHeights(usualPx: number): RowHeights {
  const parts = new Map<number, Part>()
  let order: number[] = []

  function moreBefore(row: number): number {
    const own = Math.floor(row / ROWS_A_PART)
    let more = 0
    for (const number of order) {
      if (number > own) break
      const part = parts.get(number)
      if (part === undefined) continue
      if (number < own) more += part.sum
      else for (const [one, px] of part.rows) if (one < row) more += px
    }
    return more
  }

  const startOf = (row: number) => row * usualPx + moreBefore(row)

  function rowInPart(number: number, px: number): number {
    let row = number * ROWS_A_PART
    let end = startOf(row)
    for (; row < (number + 1) * ROWS_A_PART; row += 1) {
      end += usualPx + (parts.get(number)?.rows.get(row) ?? 0)
      if (px < end) break
    }
    return row
  }

  return {
    set(row, px) {
      const number = Math.floor(row / ROWS_A_PART)
      const part = parts.get(number) ?? { rows: new Map(), sum: 0 }
      const before = part.rows.get(row) ?? 0
      const more = px - usualPx
      if (Math.abs(more - before) < 0.5) return false
      part.rows.set(row, more)
      part.sum += more - before
      if (!parts.has(number)) order = [...order, number].sort((one, other) => one - other)
      parts.set(number, part)
      return true
    },
    startOf,
    rowAt(px) {
      let more = 0
      for (const number of order) {
        const start = number * ROWS_A_PART * usualPx + more
        const { sum } = parts.get(number) ?? { sum: 0 }
        if (px < start) break
        if (px < start + ROWS_A_PART * usualPx + sum) return rowInPart(number, px)
        more += sum
      }
      return Math.max(0, Math.floor((px - more) / usualPx))
    },
    total: (count) => startOf(count),
    clear() {
      parts.clear()
      order = []
    },
  }
}
