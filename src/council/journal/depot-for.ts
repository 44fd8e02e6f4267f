/** What the operator's settings make of the second place: a folder, or object storage. */
import type { Config } from '../config.ts';
import { bucketDepot } from './bucket.ts';
import type { Depot } from './depot.ts';
import { folderDepot } from './folder.ts';

export const depotFor = (config: Config): Depot => (config.journalBucket === undefined ? folderDepot(config) : bucketDepot(config.journalBucket));
