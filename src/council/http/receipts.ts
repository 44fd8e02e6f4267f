/** The one thing that acknowledges: verdicts, signed over the request's own nonce. */
import { RECEIPT_HEADER, RECEIPT_TYPE, WIRE_VERSION, type ReceiptBody, type RecordVerdict } from '../../domain/wire.ts';
import { signReceipt } from '../../proof/receipt.ts';
import type { Keys } from '../council.ts';

export const receiptResponse = async ({ receipt }: Pick<Keys, 'receipt'>, nonce: string, verdicts: readonly RecordVerdict[]): Promise<Response> => {
  const body = new TextEncoder().encode(JSON.stringify({ v: WIRE_VERSION, verdicts: [...verdicts] } satisfies ReceiptBody));
  return new Response(body, {
    status: 200,
    headers: {
      'content-type': RECEIPT_TYPE,
      'cache-control': 'no-store',
      [RECEIPT_HEADER]: await signReceipt(receipt.kid, receipt.key, nonce, body),
    },
  });
};
