/** A sheet to draw on with a finger, a pen or a mouse. Whoever draws with neither can write, speak or add a photograph instead. */
import { useEffect, useRef } from 'preact/hooks';
import { Button } from './button.tsx';
import { langOf, type Said } from './said.tsx';

interface Point {
  readonly x: number;
  readonly y: number;
}
type Sheet = readonly (readonly Point[])[];

const WIDTH = 1_200;
const HEIGHT = 900;
/** As a felt pen. */
const THICK = 14;
const QUALITY = 0.85;

export interface DrawPadProps {
  readonly label: Said;
  readonly undo: Said;
  readonly clear: Said;
  readonly done: Said;
  readonly close: Said;
  readonly onDone: (drawing: Blob) => void;
  readonly onClose: () => void;
}

const draw = (canvas: HTMLCanvasElement, sheet: Sheet): void => {
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  Object.assign(pen, { fillStyle: '#fff', strokeStyle: '#1b1130', lineWidth: THICK, lineCap: 'round', lineJoin: 'round' });
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  for (const [first, ...rest] of sheet) {
    if (first === undefined) continue;
    pen.beginPath();
    pen.moveTo(first.x, first.y);
    // A dot is a line of no length with a round end.
    for (const point of rest.length === 0 ? [first] : rest) pen.lineTo(point.x, point.y);
    pen.stroke();
  }
};

const pointIn = (canvas: HTMLCanvasElement, event: PointerEvent): Point => {
  const box = canvas.getBoundingClientRect();
  return { x: ((event.clientX - box.left) * WIDTH) / box.width, y: ((event.clientY - box.top) * HEIGHT) / box.height };
};

/** Every state of the sheet in order, the last one showing; clearing it is a state like any other. */
const useSheets = () => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const sheets = useRef<Sheet[]>([[]]);
  const line = useRef<Point[] | null>(null);
  const now = (): Sheet => sheets.current.at(-1) ?? [];
  const show = (): void => {
    if (canvas.current) draw(canvas.current, line.current === null ? now() : [...now(), line.current]);
  };
  useEffect(() => {
    show();
    canvas.current?.closest('.take')?.querySelector<HTMLElement>('[data-here]')?.focus();
  }, []);
  return {
    canvas,
    now,
    down: (event: PointerEvent): void => {
      if (canvas.current === null) return;
      canvas.current.setPointerCapture(event.pointerId);
      line.current = [pointIn(canvas.current, event)];
      show();
    },
    move: (event: PointerEvent): void => {
      if (canvas.current === null || line.current === null) return;
      line.current.push(pointIn(canvas.current, event));
      show();
    },
    up: (): void => {
      if (line.current === null) return;
      sheets.current.push([...now(), line.current]);
      line.current = null;
      show();
    },
    undo: (): void => {
      if (sheets.current.length > 1) sheets.current.pop();
      show();
    },
    clear: (): void => {
      if (now().length > 0) sheets.current.push([]);
      show();
    },
  };
};

export const DrawPad = ({ label, undo, clear, done, close, onDone, onClose }: DrawPadProps) => {
  const sheet = useSheets();
  const finish = (): void => {
    if (sheet.now().length > 0) sheet.canvas.current?.toBlob((drawing) => drawing && onDone(drawing), 'image/jpeg', QUALITY);
  };
  return (
    <div class="take">
      <p class="strong" tabIndex={-1} data-here {...langOf(label)}>
        {label.text}
      </p>
      <canvas
        ref={sheet.canvas}
        width={WIDTH}
        height={HEIGHT}
        role="img"
        aria-label={label.text}
        onPointerDown={sheet.down}
        onPointerMove={sheet.move}
        onPointerUp={sheet.up}
        onPointerCancel={sheet.up}
      />
      <div class="buttons">
        <Button label={done} icon="tick" look="full" onPick={finish} />
        <Button label={undo} icon="undo" look="outline" onPick={sheet.undo} />
        <Button label={clear} icon="bin" look="outline" onPick={sheet.clear} />
        <Button label={close} look="outline" onPick={onClose} />
      </div>
    </div>
  );
};
