import { TOKENS } from '../../offline/names';

/** Removes a spent token from this device. The page for staff keeps it there until the ballot is in the box. */
export function wipeToken(slot: string) {
  try {
    const opening = indexedDB.open(TOKENS.database);
    opening.onsuccess = () => {
      const database = opening.result;
      if (database.objectStoreNames.contains(TOKENS.store))
        database.transaction(TOKENS.store, 'readwrite').objectStore(TOKENS.store).delete(slot);
      database.close();
    };
  } catch {
    // Where there is no such store, there is no token in it.
  }
}
