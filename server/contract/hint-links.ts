import type { SaidKey } from './said.ts'

/** Pages of the panel that a text can send a person to. */
export type HintTarget = 'installation-edit' | 'installation-passwords' | 'installations' | 'adopt' | 'plan' | 'account' | 'notifications'

/** Every text that tells a person to do something in the panel, and where that is done. A test looks for texts that are missing here. */
export const HINT_LINKS: Partial<Record<SaidKey, HintTarget>> = {
  'access.changePasswordFirst': 'account',
  'access.onYourAccountPage': 'account',
  'approvals.not.closesUnsaid': 'plan',
  'approvals.planAnew': 'plan',
  'backups.checkFolder': 'installation-edit',
  'backups.folderNotAbsolute': 'installation-edit',
  'backups.freeDisk': 'installation-edit',
  'backups.impossiblePassword': 'installation-passwords',
  'console.captchaHint': 'installation-edit',
  'console.certificateHint': 'installation-edit',
  'console.checkActions': 'installation-edit',
  'console.checkUrl': 'installation-edit',
  'console.mayNotUpdate': 'installation-edit',
  'console.signInHint': 'installation-passwords',
  'console.teach.again': 'installation-edit',
  'docker.containerNameTakenHint': 'plan',
  'errors.installationArchivedHint': 'installations',
  'errors.nothingSealed': 'installation-passwords',
  'errors.otherDatabases': 'adopt',
  'errors.sealedDamaged': 'installation-passwords',
  'findings.autoRemove.action': 'installation-edit',
  'findings.configChanged.action': 'installation-edit',
  'findings.databasesMissing.action': 'installation-edit',
  'findings.foreignDefiners.action': 'installation-edit',
  'findings.metadbClear.action': 'installation-edit',
  'findings.metadbReadOnly.action': 'installation-edit',
  'findings.metadbShared.action': 'installations',
  'findings.nameTaken.action': 'plan',
  'findings.oldContainerMissing.action': 'installation-edit',
  'findings.oldContainerRenamed.action': 'installation-edit',
  'findings.pathRefused.action': 'plan',
  'findings.planStale.action': 'plan',
  'findings.restartPolicyFixed.action': 'plan',
  'findings.spaceDumps.action': 'installation-edit',
  'findings.wayBackNotKilled.action': 'installation-edit',
  'findings.toolsImage.action': 'plan',
  'findings.toolsRefused.action': 'plan',
  'findings.objectsChange.action': 'plan',
  'findings.wayBackUntried.action': 'plan',
  'images.fileExistsHint': 'plan',
  'images.fileMissingHint': 'plan',
  'metadb.checkAccount': 'installation-edit',
  'metadb.checkAccountOrTls': 'installation-edit',
  'metadb.checkAddress': 'installation-edit',
  'metadb.checkPrimary': 'installation-edit',
  'metadb.clearPasswordHint': 'installation-edit',
  'metadb.tlsFailedHint': 'installation-edit',
  'metadb.tlsNotOfferedHint': 'installation-edit',
  'metadb.tlsOtherNameHint': 'installation-edit',
  'metadb.tlsRequiredHint': 'installation-edit',
  'metadb.tlsUnprovenHint': 'installation-edit',
  'metadb.unknownPluginHint': 'installation-edit',
  'notices.passwordNeeded': 'notifications',
  'notices.unreadable': 'notifications',
}

/** The address of a target; of the list where no installation is known. */
export function hintHref(target: HintTarget, installationId: string | null): string {
  const id = installationId === null ? null : encodeURIComponent(installationId)
  switch (target) {
    case 'installation-edit':
      return id === null ? '/installations' : `/installations/${id}/edit`
    case 'installation-passwords':
      return id === null ? '/installations' : `/installations/${id}#passwords`
    case 'installations':
      return '/installations'
    case 'adopt':
      return '/installations/adopt'
    case 'plan':
      return id === null ? '/upgrades/new' : `/upgrades/new?installation=${id}`
    case 'account':
      return '/account'
    case 'notifications':
      return '/settings/notifications'
    default:
      return target satisfies never
  }
}
