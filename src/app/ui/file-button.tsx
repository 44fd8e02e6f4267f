/** A native way to a photograph, the whole label its target: the phone's camera, or a picture that is there already. */
import { Picture } from './picture.tsx';
import type { Drawn } from './picture-paths.ts';
import { Say, type Said } from './said.tsx';

export interface FileButtonProps {
  readonly label: Said;
  readonly icon: Drawn;
  /** Opens the camera on a phone. */
  readonly isCamera?: boolean;
  readonly onFile: (file: File) => void;
}

export const FileButton = ({ label, icon, isCamera = false, onFile }: FileButtonProps) => (
  <label class="button outline file">
    <input
      type="file"
      class="visually-hidden"
      accept="image/*"
      {...(isCamera ? { capture: 'environment' as const } : {})}
      onChange={(event) => {
        const [file] = event.currentTarget.files ?? [];
        if (file !== undefined) onFile(file);
        // The same file may be chosen again.
        event.currentTarget.value = '';
      }}
    />
    <Picture name={icon} />
    <span>
      <Say said={label} />
    </span>
  </label>
);
