/** The door: what the studio is, and how to get in, for whoever comes without a link or with one that is used up. */
import { STUDIO_LINK_DAYS } from '../../../domain/studio.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { say } from '../say.ts';
import type { ScreenProps } from '../studio.ts';

export const DoorScreen = ({ studio }: ScreenProps) => {
  const t = studio.texts.value;
  const door = studio.door.value;
  return (
    <main id="main" data-screen="studio-door">
      <div class="stop">
        <h1 tabIndex={-1}>{t.text('door.title')}</h1>
        <p>{t.text('door.what')}</p>
        {door === 'opening' ? (
          <p class="strong" role="status">
            {t.text('door.opening')}
          </p>
        ) : null}
        {door === 'bad-link' ? <Notice said={say(t, 'door.bad', { days: STUDIO_LINK_DAYS })} icon="warning" /> : null}
        {door === 'no-network' ? (
          <Notice said={say(t, 'door.no-network')} icon="warning">
            <Button label={say(t, 'door.try')} look="full" onPick={() => void studio.knock()} />
          </Notice>
        ) : null}
        {door === 'none' ? <Notice said={say(t, 'door.how')} icon="lock" /> : null}
      </div>
    </main>
  );
};
