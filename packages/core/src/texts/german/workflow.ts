import type { workflow as english } from '../english/workflow.ts';

export const workflow: Record<keyof typeof english, string> = {
  'first-step': 'Das ist der erste Schritt.',
  'choose-one-of': 'Bitte wählen Sie eines davon: {options}.',
  'answer-yes-or-no': 'Bitte antworten Sie mit Ja oder Nein.',
  'did-it-work': 'Hat es geklappt?',
  'did-it-work-yes-or-no': 'Hat es geklappt? Bitte antworten Sie mit Ja oder Nein.',
  'colleague-can-take-over': '{explanation} Wenn Sie möchten, kann jemand aus unserem Team übernehmen.',

  'reason-workflow-in-circle': 'der Ablauf {workflow} dreht sich bei seinem Schritt „{step}“ im Kreis',
  'reason-workflow-step-missing': 'der Ablauf {workflow} hat keinen Schritt „{step}“',

  'code-sent':
    'Wenn dieses Konto bei uns registriert ist, ist eine E-Mail mit einem achtstelligen Code unterwegs. Bitte geben Sie den Code hier ein.',
  'codes-limited':
    'Ich kann für dieses Konto im Moment keinen Code senden. Jemand aus unserem Team wird Ihre Identität prüfen.',
  'code-expired': 'Dieser Code ist zu alt. Ich kann Ihnen einen neuen senden.',
  'identity-other-address':
    'Dieses Konto ist mit einer anderen Adresse registriert als der, die Sie in diesem Chat angegeben haben. Deshalb wird jemand aus unserem Team Ihre Identität prüfen.',
  'code-right': 'Vielen Dank, das ist der richtige Code.',
  'code-wrong':
    'Dieser Code stimmt nicht. Bitte sehen Sie in der E-Mail nach und geben Sie die 8 Ziffern noch einmal ein.',
  'code-wrong-for-good': 'Auch dieser Code stimmt nicht. Jemand aus unserem Team wird Ihre Identität prüfen.',
  'code-not-recognised':
    'Das sieht nicht nach dem Code aus. Er hat 8 Ziffern und steht in der E-Mail, die wir gesendet haben.',
  'code-resent': 'Wenn dieses Konto registriert ist, ist ein neuer Code unterwegs.',
  'code-not-resent':
    'Ich kann den Code in diesem Chat nicht noch einmal senden. Bitte sehen Sie im Spam-Ordner nach, oder sprechen Sie mit einem Menschen.',
  'codes-used-up':
    'Ich kann in diesem Chat keine weiteren Codes senden. Jemand aus unserem Team wird Ihre Identität prüfen.',
  'identity-unavailable': 'Ich kann Ihr Konto im Moment nicht prüfen, deshalb übernimmt das jemand aus unserem Team.',
  'identity-being-checked': 'Einen Moment bitte, ich prüfe noch.',
};
