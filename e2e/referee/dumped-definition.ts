import type { TablePicture } from './table-picture.ts'

// MySQL names the character set of a column once its collation was written down, as every restore does; it means the same.
const NAMED_CHARACTER_SET = /^(\s+`(?:[^`]|``)+` \w+(?:\((?:[^'()]|'(?:[^'\\]|''|\\.)*')*\))?) CHARACTER SET (\w+) COLLATE (?=\2_)/gm
const NEXT_NUMBER = /^(\) .*?) AUTO_INCREMENT=(\d+)/m

/** SHOW CREATE TABLE as a dump has it, in the one spelling that a restore does not change. */
export function dumpedDefinition(text: string): Pick<TablePicture, 'definition' | 'nextNumber'> {
  const number = NEXT_NUMBER.exec(text)?.[2]
  return {
    definition: text.replace(NEXT_NUMBER, '$1').replace(NAMED_CHARACTER_SET, '$1 COLLATE '),
    nextNumber: number === undefined ? null : Number(number),
  }
}
