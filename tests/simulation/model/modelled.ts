/** The mechanisms that the model has and can do without; the others are the code's own (signatures, databases, disks). */
import { MECHANISMS } from '../mutants.ts';

const HAS = new Set(['C-01', 'C-02', 'C-03', 'C-04', 'C-05', 'C-06', 'C-07', 'C-08', 'C-09', 'C-10', 'C-11', 'C-13', 'C-14', 'C-15', 'C-17', 'C-18', 'C-22', 'C-24', 'C-25', 'C-26']);
export const MODELLED = MECHANISMS.filter(({ id }) => HAS.has(id));
