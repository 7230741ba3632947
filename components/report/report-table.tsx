import type { ReactNode } from 'react'
import { Table } from '@/components/ui/table.tsx'

interface ReportTableProps {
  label: string
  head: ReactNode[]
  rows: { key: string; cells: ReactNode[] }[]
}

/** A dense table whose rows are not torn apart by the end of a page. */
export function ReportTable({ label, head, rows }: ReportTableProps) {
  return (
    <Table label={label} className="min-w-160 text-sm print:min-w-0 [&_td]:px-2! [&_td]:py-1.5! [&_th]:px-2! [&_tr]:break-inside-avoid">
      <thead>
        <tr>
          {head.map((cell, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
            <th key={index} scope="col">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
              <td key={index}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
