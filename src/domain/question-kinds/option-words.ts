/** Which words the options of a question need, so that a pack can be checked for them. */
import type { Option } from '../question.ts';

/** Keys below `q.<question>.`; a group's heading is asked for once. */
export const optionWordKeys = (options: readonly Option[]): readonly string[] => {
  const keys = options.flatMap((option) =>
    option.weighed
      ? [option.id, `${option.id}.pro`, `${option.id}.con`, `${option.id}.who`]
      : [option.id as string],
  );
  const groups = new Set(options.flatMap((option) => (option.group ? [`group.${option.group}`] : [])));
  return [...keys, ...groups];
};
