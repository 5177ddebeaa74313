import type { Article } from '../article.ts';

const article = (id: string, title: string, text: string): Article => ({
  id,
  title,
  sections: [{ heading: '', text }],
});

/** A small knowledge base in four languages. */
export const helpArticles: Article[] = [
  article(
    'en/hours',
    'Opening hours',
    'Our help desk is open from Monday to Friday, 8 am to 6 pm. On public holidays it is closed. Outside these hours you can leave a message.',
  ),
  article(
    'en/printer',
    'Printer is offline',
    'Switch the printer off and on again. If it stays offline, remove it in the settings and add it anew. Paper jams are described in another article.',
  ),
  article(
    'en/invoice',
    'Copies of invoices',
    'You find every invoice in the customer portal under Billing. Invoices can be downloaded as PDF files for ten years.',
  ),
  article(
    'en/backup',
    'How backups are made',
    'Servers are backed up each night. A backup is kept for thirty days and can be restored within four hours.',
  ),
  article(
    'de/kuendigung',
    'Vertrag kündigen',
    'Ein Vertrag kann mit einer Frist von drei Monaten zum Jahresende gekündigt werden. Die Kündigung muss schriftlich erfolgen.',
  ),
  article(
    'de/bildschirm',
    'Zweiter Bildschirm',
    'Schließen Sie den zweiten Bildschirm am Anschluss der Dockingstation an. In den Anzeigeeinstellungen wählen Sie danach die Anordnung der Bildschirme.',
  ),
  article(
    'es/envio',
    'Gastos de envío',
    'El envío es gratuito para los pedidos de más de cincuenta euros. Los pedidos llegan en tres días laborables.',
  ),
  article(
    'es/devolucion',
    'Devoluciones',
    'Puede devolver un artículo en un plazo de catorce días. El importe se reembolsa en la tarjeta con la que pagó.',
  ),
  article(
    'zh/password',
    '重置密码',
    '在登录页面点击忘记密码，然后输入您的电子邮件地址。我们会发送一个链接，有效期为三十分钟。',
  ),
  article('zh/refund', '退款', '退款将在七个工作日内退回到原来的付款方式。如果没有收到退款，请联系客服。'),
];

export const helpQuestions: [question: string, article: string][] = [
  ['When are you open?', 'en/hours'],
  ['is the help desk closed on holidays', 'en/hours'],
  ['my printer says it is offline', 'en/printer'],
  ['where can I download an invoice', 'en/invoice'],
  ['how long are backups kept', 'en/backup'],
  ['Wie kündige ich meinen Vertrag?', 'de/kuendigung'],
  ['Kündigungsfrist', 'de/kuendigung'],
  ['Wie schließe ich zwei Bildschirme an?', 'de/bildschirm'],
  ['¿Cuánto cuesta el envío?', 'es/envio'],
  ['quiero devolver un articulo', 'es/devolucion'],
  ['我忘记了密码怎么办', 'zh/password'],
  ['退款什么时候到', 'zh/refund'],
];

export const unanswerableQuestions: string[] = [
  'Which wine goes with grilled fish?',
  'Who painted the Mona Lisa?',
  'Wie hoch ist der Eiffelturm?',
  '¿Quién ganó el partido de fútbol?',
  '明天北京的天气怎么样',
  'recommend a novel about pirates',
];
