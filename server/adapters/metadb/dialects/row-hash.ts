/** Hexadecimal digits that depend on every byte of a text: an expression of SQL around another one. */
export type RowHash = (text: string) => string

export const md5: RowHash = (text) => `md5(${text})`

export const sha2: RowHash = (text) => `sha2(${text}, 256)`
