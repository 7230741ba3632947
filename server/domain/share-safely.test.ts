import { expect, test } from 'vitest'
import { createSharing } from './share-safely.ts'

const share = createSharing({
  secrets: ['pa55 word'],
  hosts: ['meta.bank.example', 'db'],
  accounts: ['root@oms#obcluster', 'root'],
  folders: ['/data/bank/backup'],
  shown: ['4.3.5.1'],
})

test('one stand-in for each host, account, folder and address, the same each time', () => {
  expect(share("Access denied for 'root@oms#obcluster'@'10.0.0.7' on meta.bank.example:2883")).toBe(
    "Access denied for '[account-1]'@'[address-1]' on [host-1]:2883",
  )
  expect(share('meta.bank.example and 10.0.0.7, then 10.0.0.8.')).toBe('[host-1] and [address-1], then [address-2].')
  expect(share('/data/bank/backup has 3.2 GB, fe80::1:2 answers')).toBe('[folder-1] has 3.2 GB, [address-3] answers')
})

test('a password is hidden inside of longer texts too, and in addresses', () => {
  expect(share("IDENTIFIED BY 'pa55 word'")).toBe("IDENTIFIED BY '[secret]'")
  expect(share('mysql://root:other@meta.bank.example/x')).toBe('mysql://[account-2]:[secret]@[host-1]/x')
})

// Accounts of the MetaDB are often called oms.
test('an account that is called like the product hides neither the product nor its image', () => {
  const own = createSharing({ secrets: [], hosts: [], accounts: ['oms'], folders: [], shown: [] })
  expect(own('OMS V3.4.0 of oceanbase/oms:feature_3.4.0: oms may read oms_rm')).toBe(
    'OMS V3.4.0 of oceanbase/oms:feature_3.4.0: [account-1] may read oms_rm',
  )
})

test('short names are replaced as whole words only; versions, times and databases stay', () => {
  expect(share('db holds oms_db and dbs at 12:34:56 on 4.3.5.1, MariaDB 10.11.14')).toBe(
    '[host-2] holds oms_db and dbs at 12:34:56 on 4.3.5.1, MariaDB 10.11.14',
  )
})
